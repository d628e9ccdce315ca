// What page and worker call on each other.
import type { ExtensionPointApiActions, ExtensionPointApiContext } from '@hubspot/ui-extensions';
import type { RemoteChannel } from '@remote-ui/core';
import type { FetchAnswer, FetchCall } from '../fetch-wire.ts';

export type SettingsContext = ExtensionPointApiContext<'settings'>;
export type SettingsActions = ExtensionPointApiActions<'settings'>;

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Problem {
  /** `crash`: the extension shows nothing any more. `error`: it goes on. */
  readonly kind: 'crash' | 'error';
  readonly message: string;
  readonly stack: string;
}

/** Offered by the page. */
export interface PageApi {
  readonly context: SettingsContext;
  readonly actions: SettingsActions;
  fetch(call: FetchCall): Promise<FetchAnswer>;
  log(level: LogLevel, data: string | number): void;
  report(problem: Problem): void;
}

/** Offered by the worker. Resolves when the extension's first picture was sent. */
export type Load = (bundleUrl: string, channel: RemoteChannel, page: PageApi) => Promise<void>;

export function problemOf(kind: Problem['kind'], error: unknown): Problem {
  return error instanceof Error
    ? { kind, message: error.message, stack: error.stack ?? '' }
    : { kind, message: String(error), stack: '' };
}
