// The alerts of actions.addAlert, over the page.
import { useEffect } from 'react';
import type { Notice, Toast } from '../engine/notices.ts';

interface ToastsProps {
  readonly toasts: readonly Toast[];
  readonly notify: (notice: Notice) => void;
}

/** Good news goes by itself after this time, in milliseconds; warnings stay until closed. */
const shownMs = 6000;

export function Toasts({ toasts, notify }: ToastsProps) {
  return (
    <div className="toasts" role="region" aria-label="Notifications">
      {toasts.map((toast) => (
        <ToastBox key={toast.id} toast={toast} notify={notify} />
      ))}
    </div>
  );
}

interface ToastBoxProps {
  readonly toast: Toast;
  readonly notify: (notice: Notice) => void;
}

function ToastBox({ toast, notify }: ToastBoxProps) {
  const { id, type, title, message } = toast;
  const stays = type === 'danger' || type === 'warning';
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => {
      notify({ kind: 'toast-closed', id });
    }, shownMs);
    return () => {
      clearTimeout(timer);
    };
  }, [id, stays, notify]);
  return (
    <div role={type === 'danger' ? 'alert' : 'status'} className={`toast toast-${type}`}>
      <div>
        {title !== undefined && <strong>{title}</strong>}
        <div>{message}</div>
      </div>
      <button
        type="button"
        className="toast-close"
        aria-label="Close notification"
        onClick={() => {
          notify({ kind: 'toast-closed', id });
        }}
      >
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
