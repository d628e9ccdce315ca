// The panel with all that it needs around it. What was typed is kept outside the session gate, so
// that it outlives a lost connection.
import { useReducer } from 'react';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { LimitsPage } from './LimitsPage.tsx';
import { firstOverview, reduceOverview } from './overview/overviewState.ts';
import { firstState, reducePanel } from './state/panelState.ts';
import { CrashBoundary } from './status/CrashBoundary.tsx';
import { SessionGate } from './status/SessionGate.tsx';

export function Panel({ client }: { readonly client: QueryClient }) {
  const [state, dispatch] = useReducer(reducePanel, firstState);
  const [overview, overviewDispatch] = useReducer(reduceOverview, firstOverview);
  return (
    <CrashBoundary>
      <QueryClientProvider client={client}>
        <SessionGate>
          {(session) => (
            <LimitsPage
              session={session}
              state={state}
              dispatch={dispatch}
              overview={overview}
              overviewDispatch={overviewDispatch}
            />
          )}
        </SessionGate>
      </QueryClientProvider>
    </CrashBoundary>
  );
}
