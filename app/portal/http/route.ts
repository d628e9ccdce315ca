// What a route is: where it answers, which scopes open it, and a function from call to answer.
import type { Memory } from '../memory.ts';
import type { AccessToken } from '../oauth/grants.ts';
import type { Account } from '../world/world.ts';
import type { Answer } from './answer.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A call before anyone knows who makes it. */
export interface OpenCall {
  readonly memory: Memory;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** The Content-Type in lower case and without its parameters. */
  readonly mediaType: string;
  readonly cookie: string;
  readonly now: number;
  readonly correlationId: string;
  /** Under which the portal was asked. */
  readonly origin: string;
}

/** A call with a living token of a portal that has the app. */
export interface Call extends OpenCall {
  readonly account: Account;
  readonly token: AccessToken;
}

interface RouteBase {
  readonly method: Method;
  /** With {parameters}, spelled as in HubSpot's OpenAPI files. */
  readonly path: string;
}

export interface ApiRoute extends RouteBase {
  readonly access: 'token';
  /** Any one of them opens the call. */
  readonly scopes: readonly string[];
  /** Marked in the specification as outside the ten-second window. */
  readonly exempt: boolean;
  readonly handle: (call: Call) => Answer;
}

export interface OpenRoute extends RouteBase {
  readonly access: 'open';
  readonly handle: (call: OpenCall) => Answer;
}

/** Opened by a token of the app itself, for no portal. */
export interface AppRoute extends RouteBase {
  readonly access: 'app';
  readonly scopes: readonly string[];
  readonly exempt: boolean;
  readonly handle: (call: OpenCall) => Answer;
}

export type Route = ApiRoute | AppRoute | OpenRoute;

export function parameter(call: OpenCall, name: string): string {
  return call.params[name] ?? '';
}
