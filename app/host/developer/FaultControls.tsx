// Faults for the app's next calls to HubSpot, and the rate limit.
import { useState } from 'react';
import type { ControlsProps } from './DeveloperMenu.tsx';
import { commonFaults, queueFault } from './faults.ts';
import { forgetFaults, setRateLimit } from './portal-admin.ts';

export function FaultControls({ state, run }: ControlsProps) {
  const [times, setTimes] = useState(1);
  return (
    <fieldset>
      <legend>Faults of HubSpot’s API</legend>
      <label>
        How many of the next calls
        <input
          type="number"
          min={1}
          max={50}
          value={times}
          onChange={(event) => {
            setTimes(Math.max(1, event.target.valueAsNumber || 1));
          }}
        />
      </label>
      <div className="developer-buttons">
        {commonFaults.map((fault) => (
          <button
            key={fault.title}
            type="button"
            onClick={() => {
              const done = `Queued: ${fault.title} for ${times} call${times === 1 ? '' : 's'}.`;
              run(queueFault(fault, times, state.session.portalId), done);
            }}
          >
            {fault.title}
          </button>
        ))}
        <button
          type="button"
          onClick={() => {
            run(forgetFaults, 'No faults are queued.');
          }}
        >
          Forget queued faults
        </button>
      </div>
      <RateLimit state={state} run={run} />
    </fieldset>
  );
}

function RateLimit({ state, run }: ControlsProps) {
  const [rateLimit, setLimit] = useState(state.portalSettings.rateLimit);
  return (
    <>
      <label>
        Calls allowed in ten seconds
        <input
          type="number"
          min={1}
          value={rateLimit}
          onChange={(event) => {
            setLimit(event.target.valueAsNumber || 1);
          }}
        />
      </label>
      <button
        type="button"
        onClick={() => {
          run(setRateLimit(rateLimit), `The rate limit is ${rateLimit} calls in ten seconds.`);
        }}
      >
        Set rate limit
      </button>
    </>
  );
}
