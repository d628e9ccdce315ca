// What the page shows beside the extension: toasts of addAlert, problems, an iframe modal.
import type { Problem } from '../worker/api.ts';

export interface Toast {
  readonly id: number;
  readonly type: 'info' | 'warning' | 'success' | 'danger' | 'tip';
  readonly title: string | undefined;
  readonly message: string;
}

export interface IframeModal {
  readonly uri: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly flush: boolean;
  readonly onClose: () => void;
}

export interface Notices {
  readonly toasts: readonly Toast[];
  readonly problems: readonly Problem[];
  readonly iframe: IframeModal | null;
}

export type Notice =
  | { readonly kind: 'toast'; readonly toast: Toast }
  | { readonly kind: 'toast-closed'; readonly id: number }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'problems-closed' }
  | { readonly kind: 'iframe'; readonly iframe: IframeModal | null };

export const noNotices: Notices = { toasts: [], problems: [], iframe: null };

/** The reducer of the page's notices. */
export function withNotice(notices: Notices, notice: Notice): Notices {
  switch (notice.kind) {
    case 'toast':
      return { ...notices, toasts: [...notices.toasts, notice.toast] };
    case 'toast-closed':
      return { ...notices, toasts: notices.toasts.filter((toast) => toast.id !== notice.id) };
    case 'problem':
      return { ...notices, problems: withProblem(notices.problems, notice.problem) };
    case 'problems-closed':
      return { ...notices, problems: [] };
    case 'iframe':
      return { ...notices, iframe: notice.iframe };
  }
}

/** An error in a handler arrives twice, once from the worker and once as the handler's answer. */
function withProblem(problems: readonly Problem[], problem: Problem): readonly Problem[] {
  const known = problems.some(
    ({ kind, message }) => kind === problem.kind && message === problem.message,
  );
  return known ? problems : [...problems, problem];
}
