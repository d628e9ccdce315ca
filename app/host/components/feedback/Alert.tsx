// A box with news. Bad news interrupts a screen reader, the rest waits.
import type { AlertProps } from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';

const glyphs = {
  info: 'i',
  tip: '★',
  success: '✓',
  warning: '!',
  error: '!',
  danger: '!',
} as const;

export function Alert({ title, variant = 'info', children, testId }: AlertProps) {
  const urgent = variant === 'error' || variant === 'danger';
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className={classNames('alert', `alert-${variant === 'error' ? 'danger' : variant}`)}
      data-testid={testId}
    >
      <span className="alert-glyph" aria-hidden="true">
        {glyphs[variant]}
      </span>
      <div>
        <div className="alert-title">{title}</div>
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}
