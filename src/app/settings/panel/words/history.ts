// Sentences of the history: what was applied, by whom, why, and how to take it back.
import type { HistoryPlanEntry } from '../../domain/history.ts';
import type { PlanState } from '../../domain/planState.ts';
import { limitsText, numberText } from '../../domain/limitText.ts';
import { namesText } from '../../domain/namesText.ts';
import { directionName } from './limits.ts';
import { resultsSummary } from './progress.ts';

export const historyWords = {
  title: 'History',
  intro:
    'Every plan that was applied in this portal, what became of it, and the way back; and what was done with setups and codes.',
  loading: 'Loading the history',
  search: 'Search the history',
  searchPlaceholder: 'Part of a note, a label, an object’s name or a setup’s title',
  emptyTitle: 'Nothing was applied yet',
  empty: 'Once limits are applied, this page shows who did it, when and why.',
  nothingFoundTitle: 'Nothing in the history matches',
  nothingFound: 'Search for part of a note, of a label, of an object’s name or of a setup’s title.',
  columnWhen: 'When',
  columnWhere: 'Where',
  columnWhy: 'Why',
  columnOutcome: 'What became of it',
  columnOpen: 'Details',
  open: 'Open',
  noNote: 'No note',
  undone: 'Undone',
  undo: 'Undo',
  loadingPlan: 'Loading what was applied',
  back: 'Back to history',
  by: 'Applied by',
  when: 'Applied',
  note: 'Why',
  where: 'Where',
  undoOf: 'This plan took another one back.',
  openUndone: 'Open the plan it took back',
  undoneBy: 'This plan was taken back.',
  openUndo: 'Open the undo',
  undoPlan: 'Undo this plan',
  undoNext: 'You will see the plan before anything is sent to HubSpot.',
  nothingToUndo: 'No limit of this plan was saved, so there is nothing to undo.',
  asItWas: 'This is how it was when the plan was applied.',
  running: 'This plan is still being applied.',
  watch: 'Watch progress',
  copyAll: 'Copy as CSV',
  copyHolds: 'The copy holds the limits of the plans, a line each.',
  copyOne: 'Copy this plan as CSV',
  copied: 'Copied. Paste it into a spreadsheet or a text file.',
  notCopied: 'The browser did not allow copying. Select this text and copy it yourself:',
  csv: 'CSV',
} as const;

/** The directions of a plan, the first few by name. */
export const directionsText = (directions: HistoryPlanEntry['directions']): string =>
  namesText(directions.map(directionName));

/** What became of it, or that it is not over. */
export const outcomeText = ({ state, counts }: HistoryPlanEntry): string =>
  state === 'done' ? resultsSummary(counts) : stateText(state);

function stateText(state: Exclude<PlanState, 'done'>): string {
  switch (state) {
    case 'planning':
    case 'refused':
    case 'ready':
      return 'Not applied.';
    case 'queued':
      return 'Waiting for its turn.';
    case 'applying':
      return 'Being applied.';
    case 'paused':
      return 'Waiting for HubSpot.';
  }
}

export const foundText = (total: number): string =>
  total === 1 ? '1 entry' : `${numberText(total)} entries`;

export const incompletePlan = (limits: number): string =>
  `Only the first ${limitsText(limits)} of this plan fit into one copy.`;

export const incompleteText = (limits: number): string =>
  `Only the newest ${limitsText(limits)} fit into one copy. Search for a part of the history to copy older ones.`;
