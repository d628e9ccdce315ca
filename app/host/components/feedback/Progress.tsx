// LoadingSpinner and ProgressBar.
import { useId } from 'react';
import type { LoadingSpinnerProps, ProgressBarProps } from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';
import { shortSize } from '../sizes.ts';

export function LoadingSpinner(props: LoadingSpinnerProps) {
  const { label, showLabel = false, size, layout = 'inline', testId } = props;
  return (
    <div role="status" className={`loading loading-${layout}`} data-testid={testId}>
      <span className={`spinner spinner-${shortSize(size, 'sm')}`} aria-hidden="true" />
      <span className={classNames(!showLabel && 'visually-hidden')}>{label}</span>
    </div>
  );
}

export function ProgressBar(props: ProgressBarProps) {
  const { title, value = 0, variant = 'success', showPercentage = false, valueDescription } = props;
  const titleId = useId();
  const max = props.maxValue ?? 100;
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  const percentage = `${Math.round(share * 100)}%`;
  const named =
    title === undefined
      ? { 'aria-label': props['aria-label'] ?? 'Progress' }
      : { 'aria-labelledby': titleId };
  return (
    <div className="progress" data-testid={props.testId}>
      <div className="progress-head">
        {title !== undefined && <span id={titleId}>{title}</span>}
        {showPercentage && <span>{percentage}</span>}
      </div>
      <div
        role="progressbar"
        {...named}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={valueDescription ?? percentage}
        className={`progress-track progress-${variant}`}
      >
        <div style={{ width: percentage }} />
      </div>
      {valueDescription !== undefined && <div className="text-microcopy">{valueDescription}</div>}
    </div>
  );
}
