// The modal of actions.openIframeModal.
import { useLayoutEffect, useRef } from 'react';
import { classNames } from '../components/class-names.ts';
import type { IframeModal } from '../engine/notices.ts';

interface IframeDialogProps {
  readonly iframe: IframeModal | null;
  readonly onClose: () => void;
}

export function IframeDialog({ iframe, onClose }: IframeDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
    };
  }, [iframe]);
  if (iframe === null) return null;
  const { uri, title, width, height, flush } = iframe;
  const close = (): void => {
    iframe.onClose();
    onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={classNames('modal', 'iframe-modal', flush && 'flush')}
      aria-label={title === '' ? 'Content of the app' : title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header className="dialog-header">
        {title !== '' && <h2>{title}</h2>}
        <button type="button" className="dialog-close" aria-label="Close" onClick={close}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      <iframe
        src={uri}
        title={title === '' ? 'Content of the app' : title}
        width={width}
        height={height}
      />
    </dialog>
  );
}
