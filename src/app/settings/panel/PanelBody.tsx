// What the panel remembers while it is open. What was typed is kept outside the session gate, so that
// it outlives a lost connection.
import { useReducer } from 'react';
import { useSession } from '../data/queries.ts';
import { PanelTabs } from './PanelTabs.tsx';
import { firstOverview, reduceOverview } from './overview/overviewState.ts';
import { firstSetup, reduceSetup } from './setups/setupState.ts';
import { firstState, reducePanel } from './state/panelState.ts';
import { SessionGate } from './status/SessionGate.tsx';

export function PanelBody() {
  const query = useSession();
  const [state, dispatch] = useReducer(reducePanel, firstState);
  const [setup, dispatchSetup] = useReducer(reduceSetup, firstSetup);
  const [overview, overviewDispatch] = useReducer(reduceOverview, firstOverview);
  // While drawing, not after it: no other tab is drawn, and asks HubSpot, before the one to open.
  if (query.data && state.tab === null) {
    dispatch({ type: 'open', portalRead: query.data.portalRead });
  }
  return (
    <SessionGate query={query}>
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
  );
}
