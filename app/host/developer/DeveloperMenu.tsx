// A drawer that is no part of HubSpot: it steers the emulated portal while one tries the app.
import { useCallback, useState } from 'react';
import { FaultControls } from './FaultControls.tsx';
import { change, readPortalState, type Change, type PortalState } from './portal-admin.ts';
import { ProxyControls } from './ProxyControls.tsx';
import { ScenarioControls } from './ScenarioControls.tsx';
import { SessionControls } from './SessionControls.tsx';

/** What the sections get: the state, and a way to change it. */
export interface ControlsProps {
  readonly state: PortalState;
  readonly run: (change: Change, done: string, reload?: 'reload') => void;
}

export function DeveloperMenu() {
  const [state, setState] = useState<PortalState | null>(null);
  const [message, setMessage] = useState('');

  const refresh = useCallback(async () => {
    try {
      setState(await readPortalState());
    } catch (error) {
      setMessage(`The portal does not answer: ${String(error)}`);
    }
  }, []);

  const run: ControlsProps['run'] = (wanted, done, reload) => {
    const carryOut = async (): Promise<void> => {
      try {
        await change(wanted);
        if (reload === 'reload') location.assign('/');
        setMessage(done);
        await refresh();
      } catch (error) {
        setMessage(String(error));
      }
    };
    void carryOut();
  };

  return (
    <aside aria-label="Developer menu">
      <details
        className="developer"
        onToggle={(event) => {
          if (event.currentTarget.open) void refresh();
        }}
      >
        <summary>Local portal</summary>
        <div className="developer-body">
          <p>This drawer is not part of HubSpot. It steers the portal on this machine.</p>
          <p role="status" className="developer-message">
            {message}
          </p>
          {state !== null && (
            <>
              <SessionControls state={state} run={run} />
              <FaultControls state={state} run={run} />
              <ProxyControls state={state} run={run} />
              <ScenarioControls state={state} run={run} />
            </>
          )}
        </div>
      </details>
    </aside>
  );
}
