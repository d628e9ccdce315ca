// The panel with all that it needs around it. What was typed is kept outside the session gate, so
// that it outlives a lost connection.
import { useReducer } from 'react';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { PanelTabs } from './PanelTabs.tsx';
import { firstOverview, reduceOverview } from './overview/overviewState.ts';
import { firstSetup, reduceSetup } from './setups/setupState.ts';
import { firstState, reducePanel } from './state/panelState.ts';
import { CrashBoundary } from './status/CrashBoundary.tsx';
import { SessionGate } from './status/SessionGate.tsx';

export function Panel({ client }: { readonly client: QueryClient }) {
  const [state, dispatch] = useReducer(reducePanel, firstState);
  const [setup, dispatchSetup] = useReducer(reduceSetup, firstSetup);
  const [overview, overviewDispatch] = useReducer(reduceOverview, firstOverview);
  return (
    <CrashBoundary>
      <QueryClientProvider client={client}>
        <SessionGate>
          {(session) => (
            <PanelTabs
              session={session}
              state={state}
              dispatch={dispatch}
              overview={overview}
              overviewDispatch={overviewDispatch}
              setup={setup}
              dispatchSetup={dispatchSetup}
            />
          )}
        </SessionGate>
      </QueryClientProvider>
    </CrashBoundary>
  );
}
