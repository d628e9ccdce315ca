// How hubspot.fetch is delivered, and when number fields tell their value.
import type { ControlsProps } from './DeveloperMenu.tsx';
import { setProxyMode, type ProxyModes } from './portal-admin.ts';

const choices = {
  deliverTwice: {
    label: 'Deliver every write',
    options: { no: 'once', afterwards: 'twice, one after the other', 'at-once': 'twice at once' },
  },
  errorStatus: {
    label: 'Error statuses reach the panel',
    options: {
      kept: 'as they are',
      wrapped: 'as 200, wrapped',
      'all-wrapped': 'as 200, wrapped like every answer',
    },
  },
  signAs: {
    label: 'Signed address',
    options: { public: 'the public one', local: 'the local one' },
  },
  signedForm: {
    label: 'Escapes in the signed address',
    options: { decoded: 'decoded as documented', verbatim: 'left as they are' },
  },
} as const satisfies Partial<Record<keyof ProxyModes, object>>;

const skews = { 0: 'right', [-360_000]: '6 minutes slow', 360_000: '6 minutes fast' } as const;

export function ProxyControls({ state, run }: ControlsProps) {
  const names = Object.keys(choices) as (keyof typeof choices)[];
  return (
    <fieldset>
      <legend>hubspot.fetch</legend>
      {names.map((name) => (
        <Choice
          key={name}
          label={choices[name].label}
          options={choices[name].options}
          value={state.proxy[name]}
          onPick={(value) => {
            run(['PUT', '/_host/settings', { [name]: value }], 'Changed.');
          }}
        />
      ))}
      <Choice
        label="HubSpot’s clock"
        options={skews}
        value={String(state.proxy.clockSkewMs)}
        onPick={(value) => {
          run(setProxyMode({ clockSkewMs: Number(value) }), 'Changed.');
        }}
      />
      <p>
        Inputs tell their value <a href="?numberInput=blur">when left</a> or{' '}
        <a href="?numberInput=key">with every key</a>.
      </p>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly options: Readonly<Record<string, string>>;
  readonly value: string;
  readonly onPick: (value: string) => void;
}

function Choice({ label, options, value, onPick }: ChoiceProps) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => {
          onPick(event.target.value);
        }}
      >
        {Object.entries(options).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
