// Tag and StatusTag.
import type { StatusTagProps, TagProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { classNames } from '../class-names.ts';
import { useTrigger } from '../overlay/use-trigger.tsx';

export function Tag(props: TagProps) {
  const { children, variant = 'default', testId } = props;
  const trigger = useTrigger(props);
  const className = `tag tag-${variant}`;
  const usable = props.onClick !== undefined || trigger.attributes['aria-haspopup'] !== undefined;
  return (
    <>
      {usable ? (
        <button
          {...trigger.attributes}
          type="button"
          className={className}
          data-testid={testId}
          onClick={trigger.activate}
        >
          {children}
        </button>
      ) : (
        <span {...trigger.attributes} className={className} data-testid={testId}>
          {children}
        </span>
      )}
      {trigger.layer}
    </>
  );
}

export function StatusTag(props: StatusTagProps) {
  const { children, variant = 'default', hollow = false, onClick, onRemoveClick, testId } = props;
  const call = useRemoteCall();
  const text =
    onClick === undefined ? (
      children
    ) : (
      <button
        type="button"
        className="bare"
        onClick={() => {
          void call(onClick);
        }}
      >
        {children}
      </button>
    );
  return (
    <span
      className={classNames('status-tag', `status-${variant}`, hollow && 'hollow')}
      data-testid={testId}
    >
      <span className="status-dot" aria-hidden="true" />
      {text}
      {props.showRemoveIcon === true && (
        <button
          type="button"
          className="bare"
          aria-label="Remove"
          onClick={() => {
            void call(onRemoveClick);
          }}
        >
          <span aria-hidden="true">×</span>
        </button>
      )}
    </span>
  );
}
