// The direction that a path names, open to the token that asks.
import { scopesRefused } from '../http/gate.ts';
import { ok, refused, type Checked } from '../http/refusal.ts';
import type { Call } from '../http/route.ts';
import { closedScopes } from '../http/scopes.ts';
import { objectPair } from '../objects/object-types.ts';
import type { Direction } from './batch.ts';

/** Resolves both object types; in scenario objectScopes=pair it checks their scopes as well. */
export function openDirection(call: Call): Checked<Direction> {
  const pair = objectPair(call);
  if (pair.kind === 'refused') return pair;
  const from = pair.value.from.objectTypeId;
  const to = pair.value.to.objectTypeId;
  if (call.memory.scenarios.objectScopes === 'pair') {
    const held = call.token.scopes;
    const closed = closedScopes(held, from, 'any') ?? closedScopes(held, to, 'any');
    if (closed !== undefined) return refused(scopesRefused(call, closed));
  }
  return ok({ from, to });
}
