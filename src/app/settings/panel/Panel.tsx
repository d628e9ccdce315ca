// The panel with all that it needs around it. What was typed is kept outside the session gate, so
// that it outlives a lost connection.
import { useReducer } from 'react';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { PanelTabs } from './PanelTabs.tsx';
import { firstState, reducePanel } from './state/panelState.ts';
import { CrashBoundary } from './status/CrashBoundary.tsx';
import { SessionGate } from './status/SessionGate.tsx';

export function Panel({ client }: { readonly client: QueryClient }) {
  const [state, dispatch] = useReducer(reducePanel, firstState);
  return (
    <CrashBoundary>
      <QueryClientProvider client={client}>
        <SessionGate>
          {(session) => <PanelTabs session={session} state={state} dispatch={dispatch} />}
        </SessionGate>
      </QueryClientProvider>
    </CrashBoundary>
  );
}
