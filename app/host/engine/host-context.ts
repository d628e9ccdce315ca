// What every drawn component may use of the page.
import { createContext, useCallback, useContext } from 'react';
import type { RemoteReceiver } from '@remote-ui/core';
import { problemOf, type Problem } from '../worker/api.ts';
import type { Overlays } from './overlays.ts';

/** When an input tells the extension its new value: HubSpot does not say, so both are played. */
export type CommitMode = 'key' | 'blur';

export interface Host {
  readonly receiver: RemoteReceiver;
  readonly overlays: Overlays;
  readonly commitOn: CommitMode;
  readonly report: (problem: Problem) => void;
  /** The address on this machine that stands for `uri`. */
  readonly localAddress: (uri: string) => string;
}

export const HostContext = createContext<Host | null>(null);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === null) throw new Error('HubSpot components are drawn inside the host page only.');
  return host;
}

type RemoteCall = <Args extends unknown[]>(
  handler: ((...args: Args) => unknown) | undefined,
  ...args: Args
) => Promise<void>;

/** Calls a function of the extension; an error in it is reported and the page goes on. */
export function useRemoteCall(): RemoteCall {
  const { report } = useHost();
  return useCallback<RemoteCall>(
    async (handler, ...args) => {
      try {
        await handler?.(...args);
      } catch (error) {
        report(problemOf('error', error));
      }
    },
    [report],
  );
}
