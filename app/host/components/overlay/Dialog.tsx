// The frame of a Modal or Panel: a <dialog> in the browser's top layer with focus handling,
// drawn only while it is open.
import { useEffect, useId, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { KeyboardEvent, ReactNode, SyntheticEvent } from 'react';
import { createPortal } from 'react-dom';
import { useHost, useRemoteCall } from '../../engine/host-context.ts';

export interface DialogProps {
  readonly id: string;
  readonly title: string | undefined;
  readonly label: string | undefined;
  readonly className: string;
  /** A modal dialog makes the rest of the page inert. */
  readonly modal: boolean;
  readonly onOpen: (() => void) | undefined;
  readonly onClose: (() => void) | undefined;
  readonly testId: string | undefined;
  readonly children: ReactNode;
}

/** Open or not is the overlay store's business; onOpen and onClose follow it. */
export function Dialog(props: DialogProps) {
  const { id, onOpen, onClose } = props;
  const { overlays } = useHost();
  const call = useRemoteCall();
  const open = useSyncExternalStore(overlays.subscribe, () => overlays.isOpen(id));
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open !== wasOpen.current) void call(open ? onOpen : onClose);
    wasOpen.current = open;
  }, [open, onOpen, onClose, call]);
  // An overlay that leaves the extension is closed, not waiting to come back.
  useEffect(
    () => () => {
      overlays.close(id);
    },
    [overlays, id],
  );
  const close = (): void => {
    overlays.close(id);
  };
  return open ? createPortal(<OpenDialog {...props} close={close} />, document.body) : null;
}

function OpenDialog(props: DialogProps & { readonly close: () => void }) {
  const { title, label, className, modal, testId, children, close } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    if (modal) element.showModal();
    else element.show();
    // close() gives the focus back to where it was.
    return () => {
      element.close();
    };
  }, [modal]);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  const named = title === undefined ? { 'aria-label': label } : { 'aria-labelledby': titleId };
  return (
    <dialog
      ref={dialog}
      className={className}
      {...named}
      data-testid={testId}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
      }}
      onClick={stop}
      onSubmit={stop}
      onChange={stop}
    >
      <header className="dialog-header">
        {title !== undefined && <h2 id={titleId}>{title}</h2>}
        <button type="button" className="dialog-close" aria-label="Close" onClick={close}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      {children}
    </dialog>
  );
}

/** In React a portal's events bubble to the button that owns the overlay; here they must not. */
function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}
