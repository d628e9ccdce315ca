// Modal and its parts.
import type { ModalBodyProps, ModalFooterProps, ModalProps } from '@hubspot/ui-extensions';
import { shortSize } from '../sizes.ts';
import { Dialog } from './Dialog.tsx';

export function Modal({ id, title, width, variant = 'default', ...rest }: ModalProps) {
  return (
    <Dialog
      id={id}
      title={title}
      label={rest['aria-label']}
      className={`modal modal-${shortSize(width, 'sm')} modal-${variant}`}
      modal
      onOpen={rest.onOpen}
      onClose={rest.onClose}
      testId={rest.testId}
    >
      {rest.children}
    </Dialog>
  );
}

export function ModalBody({ children, testId }: ModalBodyProps) {
  return (
    <div className="dialog-body" data-testid={testId}>
      {children}
    </div>
  );
}

export function ModalFooter({ children, testId }: ModalFooterProps) {
  return (
    <footer className="dialog-footer" data-testid={testId}>
      {children}
    </footer>
  );
}
