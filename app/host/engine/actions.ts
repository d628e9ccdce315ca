// `actions` as HubSpot gives them to a settings extension.
import { retain } from '@remote-ui/rpc';
import type { PageData } from '../page-data.ts';
import type { SettingsActions } from '../worker/api.ts';
import { localAddress } from './local-address.ts';
import type { IframeModal, Notice } from './notices.ts';
import type { Overlays } from './overlays.ts';

type IframeRequest = Parameters<SettingsActions['openIframeModal']>[0];

export function settingsActions(
  data: PageData,
  overlays: Overlays,
  notify: (notice: Notice) => void,
): SettingsActions {
  let toasts = 0;
  const toast: SettingsActions['addAlert'] = ({ type = 'info', title, message }) => {
    toasts += 1;
    notify({ kind: 'toast', toast: { id: toasts, type, title, message } });
  };
  return {
    addAlert: toast,
    closeOverlay: (id) => {
      overlays.close(id);
    },
    copyTextToClipboard: (text) => navigator.clipboard.writeText(text),
    navigateToPage: ({ to }) => {
      toast({ type: 'info', message: `The local portal has no app pages, so not ${to} either.` });
    },
    openIframeModal: (request, onClose) => {
      retain(onClose);
      const opened = iframeModal(data, request, onClose);
      if (opened === undefined) {
        toast({ type: 'danger', message: `${request.uri} is not in permittedUrls.iframe.` });
      } else {
        notify({ kind: 'iframe', iframe: opened });
      }
    },
    reloadPage: () => {
      location.reload();
    },
  };
}

function iframeModal(
  { app, mapTo }: PageData,
  { uri, title = '', width, height, flush = false }: IframeRequest,
  onClose: (() => void) | undefined,
): IframeModal | undefined {
  const origin = URL.parse(uri)?.origin;
  const permitted = app.permittedIframes.some((entry) => new URL(entry).origin === origin);
  if (!permitted) return undefined;
  const close = (): void => {
    onClose?.();
  };
  return { uri: localAddress(mapTo, uri), title, width, height, flush, onClose: close };
}
