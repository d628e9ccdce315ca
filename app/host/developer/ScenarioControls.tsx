// Every switch for what HubSpot's documents leave open.
import type { ControlsProps } from './DeveloperMenu.tsx';
import { setScenario } from './portal-admin.ts';

export function ScenarioControls({ state, run }: ControlsProps) {
  return (
    <fieldset>
      <legend>Scenarios</legend>
      {state.scenarios.map(({ name, title, description, values, value }) => (
        <label key={name} title={description}>
          {title}
          <select
            value={value}
            onChange={(event) => {
              run(setScenario(name, event.target.value), `${title}: ${event.target.value}.`);
            }}
          >
            {values.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
