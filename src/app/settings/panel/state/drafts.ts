// Unsaved limits, exactly as typed. A draft that says what HubSpot already has is no draft.
import { typeKeyText, type TypeKey } from '../../domain/association.ts';
import { parseLimit, type Limit } from '../../domain/limit.ts';
import type { Change } from '../../domain/plan.ts';

export interface Draft {
  readonly type: TypeKey;
  /** What was typed; null: the limit is to be removed. */
  readonly typed: string | null;
}

/** Drafts by the text of their type's key. */
export type Drafts = ReadonlyMap<string, Draft>;

export const noDrafts: Drafts = new Map();

/** What the field of a type shows before anybody types. */
export const textOfLimit = (limit: Limit): string => (limit === null ? '' : String(limit));

export function withTyped(drafts: Drafts, type: TypeKey, typed: string, now: Limit): Drafts {
  if (typed === textOfLimit(now)) return without(drafts, [type]);
  return withDraft(drafts, { type, typed });
}

export function withRemoved(drafts: Drafts, type: TypeKey, now: Limit): Drafts {
  return now === null ? without(drafts, [type]) : withDraft(drafts, { type, typed: null });
}

/** Makes drafts of changes that were planned before; what was typed since then stays. */
export function withWanted(drafts: Drafts, changes: readonly Change[]): Drafts {
  const wanted = changes.map(({ limit, ...type }): [string, Draft] => [
    typeKeyText(type),
    { type, typed: limit === null ? null : String(limit) },
  ]);
  return new Map([...wanted, ...drafts]);
}

/** Drops the drafts that say the same as these changes; what was typed since then stays. */
export function withoutSame(drafts: Drafts, changes: readonly Change[]): Drafts {
  const same = changes.filter((change) => {
    const draft = drafts.get(typeKeyText(change));
    return draft !== undefined && wantedBy(draft) === change.limit;
  });
  return without(drafts, same);
}

/** Drops drafts that stood among the earlier ones as they are; what was typed since then stays. */
export function withoutOlder(drafts: Drafts, earlier: Drafts, types: readonly TypeKey[]): Drafts {
  const isOlder = (key: string): boolean => drafts.get(key) === earlier.get(key);
  return without(
    drafts,
    types.filter((type) => isOlder(typeKeyText(type))),
  );
}

/** The limit that a draft asks for; undefined where what was typed is not a limit. */
export function wantedBy({ typed }: Draft): Limit | undefined {
  if (typed === null) return null;
  const parsed = parseLimit(typed);
  return parsed.ok ? parsed.value : undefined;
}

/** Drops drafts; the same object comes back where there was nothing to drop. */
export function without(drafts: Drafts, types: readonly TypeKey[]): Drafts {
  const dropped = new Set(types.map(typeKeyText));
  const kept = new Map([...drafts].filter(([key]) => !dropped.has(key)));
  return kept.size === drafts.size ? drafts : kept;
}

/** The same object comes back where the draft says it already, so that nothing is drawn again. */
function withDraft(drafts: Drafts, draft: Draft): Drafts {
  const key = typeKeyText(draft.type);
  const known = drafts.get(key);
  if (known !== undefined && known.typed === draft.typed) return drafts;
  return new Map(drafts).set(key, draft);
}
