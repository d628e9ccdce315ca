// The extension itself: its worker, what it draws, and what it tells the user besides.
import { useEffect, useMemo, useReducer, useRef } from 'react';
import { createRemoteReceiver, RemoteRenderer } from '@remote-ui/react/host';
import { createComponentController } from '../components/registry.ts';
import { settingsActions } from '../engine/actions.ts';
import { settingsContext } from '../engine/context-data.ts';
import { startExtension } from '../engine/extension-worker.ts';
import { HostContext, type Host } from '../engine/host-context.ts';
import { localAddress } from '../engine/local-address.ts';
import { noNotices, withNotice } from '../engine/notices.ts';
import { createOverlays } from '../engine/overlays.ts';
import { fetchThroughProxy } from '../engine/page-fetch.ts';
import type { PageData } from '../page-data.ts';
import type { PageApi, Problem } from '../worker/api.ts';
import { commitMode } from './commit-mode.ts';
import { IframeDialog } from './IframeDialog.tsx';
import { Problems } from './Problems.tsx';
import { Toasts } from './Toasts.tsx';

const controller = createComponentController();

export function ExtensionView({ data }: { readonly data: PageData }) {
  const [notices, notify] = useReducer(withNotice, noNotices);
  useProblemLog(notices.problems);
  const host = useMemo<Host>(
    () => ({
      receiver: createRemoteReceiver(),
      overlays: createOverlays(),
      commitOn: commitMode(location.search),
      report: (problem) => {
        notify({ kind: 'problem', problem });
      },
      localAddress: (uri) => localAddress(data.mapTo, uri),
    }),
    [data],
  );
  useEffect(() => {
    const page: PageApi = {
      context: settingsContext(data),
      actions: settingsActions(data, host.overlays, notify),
      fetch: fetchThroughProxy,
      log: logOfExtension,
      report: host.report,
    };
    const extension = startExtension(data, host.receiver, page);
    return () => {
      extension.stop();
    };
  }, [data, host]);

  const crashed = notices.problems.some(({ kind }) => kind === 'crash');
  return (
    <HostContext.Provider value={host}>
      <Problems
        problems={notices.problems}
        onDismiss={() => {
          notify({ kind: 'problems-closed' });
        }}
      />
      {!crashed && (
        <section className="extension" aria-label={data.app.name}>
          <RemoteRenderer receiver={host.receiver} controller={controller} />
        </section>
      )}
      <IframeDialog
        iframe={notices.iframe}
        onClose={() => {
          notify({ kind: 'iframe', iframe: null });
        }}
      />
      <Toasts toasts={notices.toasts} notify={notify} />
    </HostContext.Provider>
  );
}

/** The browser's console is where the developer of an extension looks; tests fail on it. */
function useProblemLog(problems: readonly Problem[]): void {
  const logged = useRef(0);
  useEffect(() => {
    for (const { message, stack } of problems.slice(logged.current)) {
      reportError(new Error(`Extension: ${message}`, { cause: stack }));
    }
    logged.current = problems.length;
  }, [problems]);
}

/** HubSpot keeps these lines in the app's logs; here they are events that tools can listen to. */
function logOfExtension(level: string, data: string | number): void {
  document.dispatchEvent(new CustomEvent('extension-log', { detail: { level, data } }));
}
