// Panel and its parts. Only the `modal` variant keeps the focus inside.
import type {
  PanelBodyProps,
  PanelFooterProps,
  PanelProps,
  PanelSectionProps,
} from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';
import { shortSize } from '../sizes.ts';
import { Dialog } from './Dialog.tsx';

export function Panel({ id, title, width, variant = 'default', ...rest }: PanelProps) {
  return (
    <Dialog
      id={id}
      title={title}
      label={rest['aria-label']}
      className={`panel panel-${shortSize(width, 'sm')}`}
      modal={variant === 'modal'}
      onOpen={rest.onOpen}
      onClose={rest.onClose}
      testId={rest.testId}
    >
      {rest.children}
    </Dialog>
  );
}

export function PanelBody({ children, testId }: PanelBodyProps) {
  return (
    <div className="dialog-body" data-testid={testId}>
      {children}
    </div>
  );
}

export function PanelSection({ children, flush = false, testId }: PanelSectionProps) {
  return (
    <div className={classNames('panel-section', flush && 'flush')} data-testid={testId}>
      {children}
    </div>
  );
}

export function PanelFooter({ children, testId }: PanelFooterProps) {
  return (
    <footer className="dialog-footer" data-testid={testId}>
      {children}
    </footer>
  );
}
