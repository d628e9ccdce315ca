// The globals HubSpot's worker offers, all of which must stand before the bundle is evaluated:
// the SDK reads some of them while it is imported.
import * as React from 'react';
import * as RemoteUI from '@remote-ui/react';
import type { HubSpotFetchOptions } from '@hubspot/ui-extensions';
import { logLevels, type PageApi } from './api.ts';
import { hsFetch } from './hs-fetch.ts';
import { usePage } from './mount.tsx';
import { defineGlobal } from './scope.ts';

export interface ExtendCallbacks {
  /** What hubspot.extend was given; undefined until the bundle calls it. */
  current: ((api: unknown) => unknown) | undefined;
}

/** Installs the globals; `page` is asked for only when they are used. */
export function installGlobals(page: () => PageApi): ExtendCallbacks {
  const callbacks: ExtendCallbacks = { current: undefined };
  defineGlobal('__HUBSPOT_EXTENSION_WORKER__', true);
  defineGlobal('React', React);
  defineGlobal('RemoteUI', RemoteUI);
  defineGlobal('extend_V2', (callback: (api: unknown) => unknown) => {
    callbacks.current = callback;
  });
  defineGlobal('hsFetch', (url: string | URL, options?: HubSpotFetchOptions) =>
    hsFetch(page(), url, options),
  );
  defineGlobal('serverless', noServerless);
  defineGlobal('logger', loggerOf(page));
  defineGlobal('hsWorkerAPI', workerApi);
  return callbacks;
}

/** HubSpot: serverless functions are not for marketplace apps. */
export async function noServerless(): Promise<never> {
  return await Promise.reject(new Error('Serverless functions are not for marketplace apps.'));
}

function loggerOf(page: () => PageApi): Record<string, (data: string | number) => void> {
  const entries = logLevels.map((level) => {
    const write = (data: string | number): void => {
      page().log(level, data);
    };
    return [level, write] as const;
  });
  return Object.fromEntries(entries);
}

const workerApi = {
  useExtensionContext: () => usePage().context,
  useExtensionActions: () => usePage().actions,
  useExtensionApi: () => {
    const { context, actions } = usePage();
    return { context, actions, runServerlessFunction: noServerless };
  },
  useAppPageLocation: notHere('useAppPageLocation'),
  fetchCrmSearch: notHere('fetchCrmSearch'),
  fetchCrmProperties: notHere('fetchCrmProperties'),
  fetchAssociations: notHere('fetchAssociations'),
  fetchHubSpotApi: notHere('fetchHubSpotApi'),
  formatCrmProperties: notHere('formatCrmProperties'),
};

/** The local portal plays a settings page; CRM data reaches the extension through its own server. */
function notHere(name: string): () => never {
  return () => {
    throw new Error(`${name} is not part of the local portal's settings page.`);
  };
}
