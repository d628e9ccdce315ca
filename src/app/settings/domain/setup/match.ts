// What a setup would do in a portal: one finding per entry, the limits that it does not mention,
// and the changes for the ordinary plan. The order of the entries plays no part.
import { directionText, typeKeyText, type TypeKey } from '../association.ts';
import type { Change } from '../plan.ts';
import {
  candidateOf,
  candidatesOf,
  directionsNamed,
  objectsNamed,
  type Candidate,
  type MatchedBy,
  type Pair,
} from './candidates.ts';
import type { PlacedEntry } from './read.ts';
import { decideSides } from './sides.ts';
import type { PortalLimits } from './wire.ts';

export type Verdict =
  | { readonly kind: 'set' | 'already'; readonly target: Candidate; readonly by: MatchedBy }
  /** The portal has no object type of this name. */
  | { readonly kind: 'no_object'; readonly name: string }
  | { readonly kind: 'no_label' }
  /** Several types fit: the person has to choose. */
  | { readonly kind: 'choose'; readonly by: MatchedBy }
  /** Entries on these lines want another limit for the same type; none of them is set. */
  | { readonly kind: 'contradicts'; readonly target: Candidate; readonly lines: readonly number[] }
  /** A direction could not be read, so nothing is concluded from what the others hold. */
  | { readonly kind: 'unread'; readonly why: string; readonly mayMean: readonly Candidate[] };

export interface Finding extends PlacedEntry {
  readonly verdict: Verdict;
  /** The types that fit, where there are several. */
  readonly candidates: readonly Candidate[];
}

export interface SetupMatch {
  readonly findings: readonly Finding[];
  /** Limits of the same directions that the document does not mention. */
  readonly unlisted: readonly Candidate[];
  readonly changes: readonly Change[];
}

export interface Wishes {
  /** What was chosen of several candidates, by the entry's position in the document. */
  readonly choices: ReadonlyMap<number, TypeKey>;
  readonly removeUnlisted: boolean;
}

/** Compares a document's entries with what the portal holds. */
export function matchSetup(
  entries: readonly PlacedEntry[],
  portal: PortalLimits,
  wishes: Wishes,
): SetupMatch {
  const alone = entries.map((placed, position) =>
    findingOf(placed, portal, wishes.choices.get(position)),
  );
  const findings = withContradictions(withSides(alone));
  const unlisted = unlistedOf(findings, portal);
  const removed = wishes.removeUnlisted
    ? unlisted.map((row) => ({ ...keyOf(row), limit: null }))
    : [];
  return { findings, unlisted, changes: inOrder([...changesOf(findings), ...removed]) };
}

function findingOf(
  placed: PlacedEntry,
  portal: PortalLimits,
  choice: TypeKey | undefined,
): Finding {
  const { entry } = placed;
  const missing = [entry.from, entry.to].find(
    (name) => objectsNamed(portal.objects, name).length === 0,
  );
  if (missing !== undefined) {
    return { ...placed, verdict: { kind: 'no_object', name: missing }, candidates: [] };
  }
  const [unread] = directionsNamed(portal.unread, entry, portal);
  const { found, by } = candidatesOf(entry, portal);
  // An unread direction could hold another candidate: nothing is concluded without it.
  if (unread) {
    const verdict = { kind: 'unread', why: unread.why, mayMean: found } as const;
    return { ...placed, verdict, candidates: [] };
  }
  if (found.length === 0) return { ...placed, verdict: { kind: 'no_label' }, candidates: [] };
  const target =
    found.length === 1
      ? found[0]
      : found.find((one) => choice && typeKeyText(one) === typeKeyText(choice));
  const candidates = found.length > 1 ? found : [];
  if (!target) return { ...placed, verdict: { kind: 'choose', by }, candidates };
  return { ...placed, verdict: settled(target, entry.limit, by), candidates };
}

const settled = (target: Candidate, limit: number, by: MatchedBy): Verdict => ({
  kind: target.limit === limit ? 'already' : 'set',
  target,
  by,
});

/**
 * What nobody could tell apart needs no choice where the result is the same. A choice that was
 * offered stays, so that the person can change it in any order.
 */
function withSides(findings: readonly Finding[]): readonly Finding[] {
  const several = findings.flatMap((finding, position) => {
    const { entry, candidates } = finding;
    const chosen = targetOf(finding);
    return candidates.length > 1 ? [{ position, limit: entry.limit, candidates, chosen }] : [];
  });
  const decided = decideSides(several);
  return findings.map((finding, position) => {
    const found = decided.get(position);
    if (!found || finding.verdict.kind !== 'choose') return finding;
    const verdict = settled(found.side, finding.entry.limit, finding.verdict.by);
    return { ...finding, verdict, candidates: found.follows ? finding.candidates : [] };
  });
}

function withContradictions(findings: readonly Finding[]): readonly Finding[] {
  const byType = Map.groupBy(findings, (finding) => {
    const target = targetOf(finding);
    return target && typeKeyText(target);
  });
  return findings.map((finding) => {
    const target = targetOf(finding);
    if (target === null) return finding;
    const lines = (byType.get(typeKeyText(target)) ?? [])
      .filter((other) => other.entry.limit !== finding.entry.limit)
      .map(({ line }) => line);
    return lines.length === 0
      ? finding
      : { ...finding, verdict: { kind: 'contradicts', target, lines } };
  });
}

function targetOf({ verdict }: Finding): Candidate | null {
  return 'target' in verdict ? verdict.target : null;
}

/**
 * Limits of the document's directions that no entry can mean. What an undecided entry might mean is
 * not among them: it must never be removed as "not listed". Where an entry's names mean several
 * directions, the document's is only the one in which its label was found or chosen.
 */
function unlistedOf(findings: readonly Finding[], portal: PortalLimits): readonly Candidate[] {
  const meant = new Set(findings.flatMap(meantBy).map(typeKeyText));
  const mentioned = findings.flatMap((finding) => directionOf(finding, portal));
  const directions = new Set(mentioned.map(directionText));
  return portal.directions
    .filter((direction) => directions.has(directionText(direction)))
    .flatMap((direction) => direction.rows.map((row) => candidateOf(direction, row)))
    .filter((row) => row.limit !== null && !meant.has(typeKeyText(row)));
}

/** The direction that an entry speaks of; none where that is not sure. */
function directionOf(finding: Finding, portal: PortalLimits): readonly Pair[] {
  const target = targetOf(finding);
  if (target) return [target];
  const all = [...portal.directions, ...portal.unread];
  const named = directionsNamed(all, finding.entry, portal);
  return named.length === 1 ? named : [];
}

function meantBy({ verdict, candidates }: Finding): readonly Candidate[] {
  if ('target' in verdict) return [verdict.target];
  return verdict.kind === 'unread' ? verdict.mayMean : candidates;
}

function changesOf(findings: readonly Finding[]): readonly Change[] {
  const set = findings.flatMap(({ verdict, entry }) =>
    verdict.kind === 'set' ? [{ ...keyOf(verdict.target), limit: entry.limit }] : [],
  );
  return [...new Map(set.map((change) => [typeKeyText(change), change])).values()];
}

/** By direction and type, so that a document with its entries shuffled makes the same plan. */
const inOrder = (changes: readonly Change[]): readonly Change[] =>
  [...changes].sort(
    (one, other) =>
      compare(directionText(one), directionText(other)) ||
      one.typeId - other.typeId ||
      compare(one.category, other.category),
  );

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const keyOf = ({ from, to, category, typeId }: TypeKey): TypeKey => ({
  from,
  to,
  category,
  typeId,
});
