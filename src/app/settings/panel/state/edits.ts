// What the drafts amount to: which limits would change, what stands in the way, what is risky.
// The domain's own planning judges, so the panel and the server cannot disagree.
import {
  directionText,
  rowText,
  typeKeyText,
  type Direction,
  type LabelRow,
} from '../../domain/association.ts';
import { parseLimit, type Limit } from '../../domain/limit.ts';
import { planChanges, type Change, type Risk } from '../../domain/plan.ts';
import { limitProblemSentence } from '../words/limits.ts';
import { wantedBy, type Draft, type Drafts } from './drafts.ts';

export interface RowEdit {
  readonly draft: Draft;
  /** The row as HubSpot has it; null while its direction is not loaded. */
  readonly row: LabelRow | null;
  readonly direction: Direction | null;
  /** Undefined where what was typed is not a limit. */
  readonly wanted: Limit | undefined;
  /** What stands in the way of review, as a sentence. */
  readonly problem: string | null;
  readonly risks: readonly Risk[];
}

/** Edits by the text of their type's key, in the order in which they were made. */
export type Edits = ReadonlyMap<string, RowEdit>;

/** Drafts that differ from what HubSpot has. Those of labels that are gone have nothing to set. */
export function editsOf(drafts: Drafts, directions: readonly Direction[]): Edits {
  const byDirection = new Map(directions.map((one) => [directionText(pairOf(one)), one]));
  const read = [...drafts].flatMap(([key, draft]): [string, RowEdit][] => {
    const direction = byDirection.get(directionText(draft.type)) ?? null;
    const row = direction?.labels.find((one) => rowText(one) === rowText(draft.type)) ?? null;
    if (direction !== null && row === null) return [];
    const edit = readDraft(draft, direction, row);
    return row !== null && edit.wanted === row.limit ? [] : [[key, edit]];
  });
  return judged(new Map(read), directions);
}

/** The changes to plan: every edit whose typed text is a limit. */
export const changesOf = (edits: Edits): readonly Change[] =>
  [...edits.values()].flatMap(({ draft, wanted }) =>
    wanted === undefined ? [] : [{ ...draft.type, limit: wanted }],
  );

const pairOf = ({ from, to }: Direction): { from: string; to: string } => ({
  from: from.id,
  to: to.id,
});

function readDraft(draft: Draft, direction: Direction | null, row: LabelRow | null): RowEdit {
  const parsed = draft.typed === null ? null : parseLimit(draft.typed);
  const problem = parsed === null || parsed.ok ? null : limitProblemSentence(parsed.failure);
  return { draft, direction, row, wanted: wantedBy(draft), problem, risks: [] };
}

interface Verdict {
  readonly problems: ReadonlyMap<string, string>;
  readonly risks: ReadonlyMap<string, readonly Risk[]>;
}

function judged(edits: Edits, directions: readonly Direction[]): Edits {
  const changes = Map.groupBy(changesOf(edits), directionText);
  const verdicts = directions.map((direction) =>
    judge(direction, changes.get(directionText(pairOf(direction))) ?? []),
  );
  return new Map(
    [...edits].map(([key, edit]) => {
      const problem = verdicts.map((one) => one.problems.get(key)).find(Boolean);
      const risks = verdicts.flatMap((one) => one.risks.get(key) ?? []);
      return [key, { ...edit, problem: edit.problem ?? problem ?? null, risks }];
    }),
  );
}

/** One direction on its own: a problem in one place silences no warning in another. */
function judge(direction: Direction, changes: readonly Change[]): Verdict {
  const planned = planChanges([direction], changes);
  if (planned.ok) {
    const risks = new Map(planned.value.map((item) => [typeKeyText(item), item.risks]));
    return { problems: new Map(), risks };
  }
  const messages = new Map(planned.failure.map(({ position, message }) => [position, message]));
  const rest = changes.filter((_, position) => !messages.has(position));
  const problems = changes.flatMap((change, position): [string, string][] => {
    const message = messages.get(position);
    return message === undefined ? [] : [[typeKeyText(change), message]];
  });
  const replanned = planChanges([direction], rest);
  const items = replanned.ok ? replanned.value : [];
  return {
    problems: new Map(problems),
    risks: new Map(items.map((item) => [typeKeyText(item), item.risks])),
  };
}
