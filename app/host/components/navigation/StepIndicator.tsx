// Numbered steps; `currentStep` counts from 0.
import type { StepIndicatorProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { shortSize } from '../sizes.ts';

export function StepIndicator(props: StepIndicatorProps) {
  const { stepNames, currentStep = 0, direction = 'horizontal', variant = 'default' } = props;
  const call = useRemoteCall();
  const state = (index: number): string =>
    index < currentStep ? 'done' : index === currentStep ? 'current' : 'ahead';
  return (
    <ol
      className={`steps steps-${direction} steps-${variant} steps-${shortSize(props.circleSize, 'sm')}`}
      data-testid={props.testId}
    >
      {stepNames.map((name, index) => {
        const label = (
          <>
            <span className="step-circle" aria-hidden="true">
              {index < currentStep ? '✓' : index + 1}
            </span>
            <span
              className={variant === 'compact' && index !== currentStep ? 'visually-hidden' : ''}
            >
              {name}
            </span>
          </>
        );
        return (
          <li
            key={name}
            className={`step step-${state(index)}`}
            aria-current={index === currentStep ? 'step' : undefined}
          >
            {props.onClick === undefined ? (
              label
            ) : (
              <button
                type="button"
                className="bare"
                onClick={() => {
                  void call(props.onClick, index);
                }}
              >
                {label}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}
