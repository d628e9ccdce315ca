// Choose one of a list, with a search as in HubSpot.
import type { SelectProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { Field } from '../field/Field.tsx';
import { useLocalValue } from '../local-value.ts';
import { Combobox } from './Combobox.tsx';

export function Select(props: SelectProps) {
  const { options, name, placeholder = 'Search', readOnly = false, variant = 'input' } = props;
  const [chosen, setChosen] = useLocalValue(props.value);
  const call = useRemoteCall();
  const shown = options.find(({ value }) => value === chosen)?.label ?? '';
  return (
    <Field {...props}>
      {(control) => (
        <>
          <Combobox
            control={control}
            options={options}
            shown={shown}
            placeholder={placeholder}
            readOnly={readOnly}
            multiple={false}
            variant={variant}
            isSelected={({ value }) => value === chosen}
            onPick={({ value }) => {
              setChosen(value);
              void call(props.onChange, value);
            }}
            onSearch={(typed) => {
              void call(props.onInput, typed);
            }}
          />
          {name !== undefined && <input type="hidden" name={name} value={String(chosen ?? '')} />}
        </>
      )}
    </Field>
  );
}
