// Starts the extension in its worker and connects it to the receiver that the page draws.
import type { RemoteReceiver } from '@remote-ui/core';
import { createEndpoint, fromWebWorker } from '@remote-ui/rpc';
import type { PageData } from '../page-data.ts';
import { problemOf, type Load, type PageApi } from '../worker/api.ts';

export interface ExtensionWorker {
  stop(): void;
}

/** Problems while loading go to `page.report` as crashes. */
export function startExtension(
  { workerUrl, bundleUrl }: PageData,
  receiver: RemoteReceiver,
  page: PageApi,
): ExtensionWorker {
  const worker = new Worker(workerUrl);
  worker.addEventListener('error', (event) => {
    page.report(problemOf('crash', new Error(event.message)));
  });
  const endpoint = createEndpoint<{ load: Load }>(fromWebWorker(worker));
  const load = async (): Promise<void> => {
    try {
      await endpoint.call.load(bundleUrl, receiver.receive, page);
      document.documentElement.dataset['extension'] = 'ready';
    } catch (error) {
      page.report(problemOf('crash', error));
    }
  };
  void load();
  return {
    stop: () => {
      worker.terminate();
    },
  };
}
