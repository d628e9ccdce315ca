// Checkbox and RadioButton.
import { useId } from 'react';
import type { CheckboxProps, RadioButtonProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { classNames } from '../class-names.ts';
import { useLocalValue } from '../local-value.ts';

export function Checkbox(props: CheckboxProps) {
  return <Box {...props} type="checkbox" />;
}

export function RadioButton(props: RadioButtonProps) {
  return <Box {...props} type="radio" />;
}

function Box(props: CheckboxProps & { readonly type: 'checkbox' | 'radio' }) {
  const { type, name, value = '', children, description, inline = false, testId } = props;
  const [checked, setChecked] = useLocalValue(props.checked ?? props.initialIsChecked ?? false);
  const call = useRemoteCall();
  const descriptionId = useId();
  return (
    <div className={classNames('checkbox', inline && 'inline')} data-testid={testId}>
      <label>
        <input
          type={type}
          name={name}
          value={value}
          checked={checked}
          disabled={props.readOnly ?? false}
          aria-label={props['aria-label']}
          aria-describedby={description === undefined ? undefined : descriptionId}
          onChange={(event) => {
            setChecked(event.target.checked);
            void call(props.onChange, event.target.checked, value);
          }}
        />
        <span>{children}</span>
      </label>
      {description !== undefined && (
        <div id={descriptionId} className="field-description">
          {description}
        </div>
      )}
    </div>
  );
}
