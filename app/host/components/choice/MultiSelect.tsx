// Choose several of a list; what is chosen stands above it and can be taken out again.
import type { MultiSelectProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { Field } from '../field/Field.tsx';
import { useLocalValue } from '../local-value.ts';
import { Combobox } from './Combobox.tsx';
import type { OptionValue } from './options.ts';

const nothing: readonly OptionValue[] = [];

export function MultiSelect(props: MultiSelectProps) {
  const { options, name, placeholder = 'Search', readOnly = false, variant = 'input' } = props;
  const [chosen, setChosen] = useLocalValue<readonly OptionValue[]>(props.value ?? nothing);
  const call = useRemoteCall();
  const toggle = (value: OptionValue): void => {
    const without = chosen.filter((one) => one !== value);
    const next = without.length === chosen.length ? [...chosen, value] : without;
    setChosen(next);
    void call(props.onChange, next);
  };
  return (
    <Field {...props}>
      {(control) => (
        <>
          <ul
            className="chips"
            aria-label={`Chosen for ${props.label ?? 'this field'}`}
            hidden={chosen.length === 0}
          >
            {options
              .filter(({ value }) => chosen.includes(value))
              .map(({ label, value }) => (
                <li key={String(value)} className="chip">
                  {label}
                  <button
                    type="button"
                    aria-label={`Remove ${label}`}
                    disabled={readOnly}
                    onClick={() => {
                      toggle(value);
                      // This button goes with what was chosen, and would take the focus along.
                      document.getElementById(control.id)?.focus();
                    }}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                </li>
              ))}
          </ul>
          <Combobox
            control={control}
            options={options}
            shown=""
            placeholder={placeholder}
            readOnly={readOnly}
            multiple
            variant={variant}
            isSelected={({ value }) => chosen.includes(value)}
            onPick={({ value }) => {
              toggle(value);
            }}
          />
          {name !== undefined && <input type="hidden" name={name} value={chosen.join(';')} />}
        </>
      )}
    </Field>
  );
}
