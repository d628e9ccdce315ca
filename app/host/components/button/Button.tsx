// Button, also as a link when it has an href.
import type { ButtonProps } from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';
import { useTrigger } from '../overlay/use-trigger.tsx';
import { shortSize } from '../sizes.ts';
import { useLinkTarget } from './href.ts';

export function Button(props: ButtonProps) {
  const { children, disabled = false, type = 'button', testId } = props;
  const trigger = useTrigger(props);
  const link = useLinkTarget(props.href);
  const className = buttonClass(props);
  return (
    <>
      {link !== undefined && !disabled ? (
        <a
          {...trigger.attributes}
          {...link}
          className={className}
          data-testid={testId}
          onClick={trigger.activate}
        >
          {children}
        </a>
      ) : (
        <button
          {...trigger.attributes}
          type={type}
          className={className}
          disabled={disabled}
          data-testid={testId}
          onClick={trigger.activate}
        >
          {children}
        </button>
      )}
      {trigger.layer}
    </>
  );
}

/** Class names of a button by variant and size. */
export function buttonClass(
  props: Pick<ButtonProps, 'variant' | 'size' | 'truncate'>,
  extra?: string,
): string {
  return classNames(
    'button',
    `button-${props.variant ?? 'secondary'}`,
    `button-${shortSize(props.size, 'md')}`,
    props.truncate === true && 'truncate',
    extra,
  );
}
