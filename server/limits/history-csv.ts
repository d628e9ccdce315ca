// The history as CSV (RFC 4180) that a spreadsheet shows and never executes.
import type { ObjectType } from '#domain/association.ts';
import type { HistoryPlanEntry } from '#domain/history.ts';
import type { Outcome } from '#domain/outcome.ts';
import { outcomeName, outcomeWords } from '#domain/outcomeWords.ts';
import type { PlanItem } from '#domain/plan.ts';

export interface CsvPlan {
  readonly entry: HistoryPlanEntry;
  readonly objectTypes: readonly ObjectType[];
  readonly items: readonly (PlanItem & { readonly outcome: Outcome })[];
}

const COLUMNS = [
  'Applied at',
  'Applied by',
  'Note',
  'Plan',
  'Undo of',
  'From',
  'To',
  'Label',
  'Before',
  'After',
  'Outcome',
  'Why',
  'What to do',
  'HubSpot says',
  'Correlation ID',
] as const;

const LINE_END = '\r\n';

/** The line that names the columns. */
export const csvHeader = lineOf(COLUMNS);

/** One line per limit of a plan, each with its line end. */
export function csvLines(plan: CsvPlan): readonly string[] {
  const { entry } = plan;
  const nameOf = (id: string): string =>
    plan.objectTypes.find((type) => type.id === id)?.singular ?? id;
  return plan.items.map((item) =>
    lineOf([
      entry.appliedAt,
      entry.appliedBy.name ?? entry.appliedBy.id,
      entry.note ?? '',
      entry.planId,
      entry.undoOf ?? '',
      nameOf(item.from),
      nameOf(item.to),
      item.label ?? '(no label)',
      limitOf(item.before),
      limitOf(item.after),
      ...outcomeCells(item.outcome),
    ]),
  );
}

const limitOf = (limit: number | null): string => (limit === null ? 'no limit' : String(limit));

/** In the words of the panel: who gets the file may never have seen it. */
function outcomeCells(outcome: Outcome): readonly string[] {
  const words = outcomeWords(outcome);
  const said = 'hubspot' in outcome ? outcome.hubspot : null;
  return [
    outcomeName(outcome.kind),
    words?.why ?? '',
    words?.wayOut ?? '',
    said?.message ?? '',
    said?.correlationId ?? '',
  ];
}

function lineOf(cells: readonly string[]): string {
  return cells.map((cell) => quoted(harmless(cell))).join(',') + LINE_END;
}

/**
 * A spreadsheet takes a cell that starts like this (also behind spaces) for a formula; an
 * apostrophe in front makes it text (OWASP, "CSV injection").
 */
function harmless(cell: string): string {
  return /^\s*[=+\-@]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}

/** RFC 4180, section 2: quoted where it holds a comma, a quote or a line break. */
function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
