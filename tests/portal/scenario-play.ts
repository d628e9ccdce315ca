// What the checks of scenarios share: an installed portal, and the calls they make.
import type { Reply, TestPortal } from './hubspot.ts';
import { batch, custom, hubspot, limitsOf } from './limits.ts';

export const pair = '0-3/0-2';
export const schema = '/crm-object-schemas/2026-09/schemas/0-3';
export const good = hubspot(341, 9);
export const bad = custom(999, 9);

export interface Played {
  readonly portal: TestPortal;
  readonly token: string;
  readonly refreshToken: string;
}
export type Check = (played: Played) => Promise<void>;
/** By scenario, by value. */
export type Checks = Readonly<Record<string, Readonly<Record<string, Check>>>>;
type Kind = 'create' | 'update' | 'purge';

export const send = async (
  { portal, token }: Played,
  kind: Kind,
  ...inputs: readonly object[]
): Promise<Reply> => await batch(portal, token, kind, pair, inputs);
export const limits = async ({ portal, token }: Played): Promise<Record<string, number | null>> =>
  await limitsOf(portal, token, pair);
export const get = async ({ portal, token }: Played, path: string): Promise<Reply> =>
  await portal.call('GET', path, { token });
