// The calls that HubSpot saw of a pair of servers, and those that each server says it made.
import * as v from 'valibot';
import { WINDOW_MS, type Window } from '../call-windows.ts';
import type { ServerPair, Which } from '../server-pair.ts';

export interface SeenCall {
  readonly path: string;
  readonly status: number | null;
  readonly portalId: number | null;
  readonly at: number;
}

/** All calls since they were forgotten; throws where the log did not keep them all. */
export async function callsSeen(pair: ServerPair): Promise<readonly SeenCall[]> {
  const { total, calls } = (await pair.hubspot.admin('GET', '/calls')) as {
    total: number;
    calls: SeenCall[];
  };
  if (calls.length !== total) throw new Error(`Only ${String(calls.length)} calls were kept.`);
  return calls;
}

/** Those of a portal that HubSpot counts: no grants, nor what an old token asked. */
export const countedCalls = (calls: readonly SeenCall[], portalId: number): readonly SeenCall[] =>
  calls.filter((call) => call.portalId === portalId && call.status !== 401 && !isGrant(call));

export const isGrant = ({ path }: Pick<SeenCall, 'path'>): boolean => path.startsWith('/oauth/');

const logLine = v.object({
  event: v.string(),
  portal: v.number(),
  time: v.number(),
  failure: v.nullable(v.string()),
});
export type LogLine = v.InferOutput<typeof logLine>;

/**
 * What a server's log tells of its calls and refreshes for a portal; a killed one may have kept its last
 * lines to itself.
 */
export function logged(
  pair: ServerPair,
  which: Which,
  event: 'hubspot_call' | 'token_refresh',
  portalId: number,
): readonly LogLine[] {
  return pair
    .logText(which)
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}') && line.includes(`"${event}"`))
    .flatMap((line) => {
      const told = v.safeParse(logLine, JSON.parse(line));
      return told.success && told.output.event === event && told.output.portal === portalId
        ? [told.output]
        : [];
    });
}

/** How many calls of a portal a server made in that window. */
export const spentBy = (
  pair: ServerPair,
  which: Which,
  portalId: number,
  { until }: Window,
): number =>
  logged(pair, which, 'hubspot_call', portalId).filter(
    ({ time }) => time > until - WINDOW_MS && time <= until,
  ).length;
