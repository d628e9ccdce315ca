// A switch.
import type { ToggleProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { useLocalValue } from '../local-value.ts';

export function Toggle(props: ToggleProps) {
  const { label, name, labelDisplay = 'inline', textChecked = 'ON', textUnchecked = 'OFF' } = props;
  const [checked, setChecked] = useLocalValue(props.checked ?? props.initialIsChecked ?? false);
  const call = useRemoteCall();
  return (
    <label className={`toggle toggle-label-${labelDisplay}`} data-testid={props.testId}>
      <span className={labelDisplay === 'hidden' ? 'visually-hidden' : 'toggle-label'}>
        {label}
      </span>
      <input
        type="checkbox"
        role="switch"
        name={name}
        checked={checked}
        disabled={props.readOnly ?? false}
        onChange={(event) => {
          setChecked(event.target.checked);
          void call(props.onChange, event.target.checked);
        }}
      />
      <span className="toggle-track" aria-hidden="true">
        {checked ? textChecked : textUnchecked}
      </span>
    </label>
  );
}
