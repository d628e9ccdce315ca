// A group of checkboxes or radio buttons.
import { useId } from 'react';
import type { ToggleGroupProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { classNames } from '../class-names.ts';
import { Hint } from '../field/Field.tsx';
import { useLocalValue } from '../local-value.ts';
import { Checkbox, RadioButton } from './Checkbox.tsx';

export function ToggleGroup(props: ToggleGroupProps) {
  const { name, label, options, required, tooltip, error, validationMessage, inline } = props;
  const radio = props.toggleType === 'radioButtonList';
  const initial = options.filter((option) => option.initialIsChecked).map(({ value }) => value);
  const [local, setLocal] = useLocalValue<string | string[] | undefined>(props.value);
  const chosen = local === undefined ? initial : [local].flat();
  const call = useRemoteCall();
  const messageId = useId();
  const groupName = `${name}${useId()}`;
  const change = (value: string, checked: boolean): void => {
    const others = chosen.filter((one) => one !== value);
    const next = radio ? [value] : checked ? [...others, value] : others;
    setLocal(next);
    if (props.toggleType === 'radioButtonList') void call(props.onChange, value);
    else void call(props.onChange, next);
  };
  const Option = radio ? RadioButton : Checkbox;
  return (
    <fieldset
      className={classNames(
        'toggle-group',
        inline === true && 'inline',
        error === true && 'field-error',
      )}
      role={radio ? 'radiogroup' : 'group'}
      aria-describedby={validationMessage === undefined ? undefined : messageId}
      data-testid={props.testId}
    >
      <legend className={classNames('field-label', required === true && 'required')}>
        {label}
        {tooltip !== undefined && <Hint text={tooltip} />}
      </legend>
      {options.map((option) => (
        <Option
          key={option.value}
          name={radio ? groupName : name}
          value={option.value}
          checked={chosen.includes(option.value)}
          readOnly={option.readOnly ?? false}
          {...(option.description !== undefined && { description: option.description })}
          onChange={(checked) => {
            change(option.value, checked);
          }}
        >
          {option.label}
        </Option>
      ))}
      {validationMessage !== undefined && (
        <div id={messageId} className="field-message">
          {validationMessage}
        </div>
      )}
    </fieldset>
  );
}
