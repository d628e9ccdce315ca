// The script of the extension's worker: globals first, then the blocks, then it waits for `load`.
import { createEndpoint, retain } from '@remote-ui/rpc';
import { problemOf, type Load, type PageApi } from './api.ts';
import { blockNatives } from './blocked.ts';
import { installGlobals, noServerless } from './globals.ts';
import { mount } from './mount.tsx';
import { scope } from './scope.ts';

let page: PageApi | undefined;

function currentPage(): PageApi {
  if (page === undefined) throw new Error('The extension is not loaded yet.');
  return page;
}

const callbacks = installGlobals(currentPage);

scope.addEventListener('unhandledrejection', (event: PromiseRejectionEvent) => {
  // The page shows and logs it; the browser need not do so a second time.
  event.preventDefault();
  page?.report(problemOf('error', event.reason));
});
scope.addEventListener('error', (event: ErrorEvent) => {
  event.preventDefault();
  page?.report(problemOf('error', event.error ?? event.message));
});

const load: Load = async (bundleUrl, channel, pageApi) => {
  // Without this, functions of the page are released as soon as this call has ended.
  retain(channel);
  retain(pageApi);
  page = pageApi;
  scope.importScripts(bundleUrl);
  if (callbacks.current === undefined) {
    throw new Error('The extension did not call hubspot.extend.');
  }
  const { context, actions } = pageApi;
  const element = callbacks.current({ context, actions, runServerlessFunction: noServerless });
  await mount(channel, pageApi, element);
};

createEndpoint(scope).expose({ load });
blockNatives();
