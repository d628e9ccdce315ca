// All that the panel itself remembers, changed by one action at a time: HubSpot's renderer draws
// after every single change of state.
import { rowText, type TypeKey } from '../../domain/association.ts';
import type { Limit } from '../../domain/limit.ts';
import type { Change } from '../../domain/plan.ts';
import {
  noDrafts,
  without,
  withoutOlder,
  withoutSame,
  withRemoved,
  withTyped,
  withWanted,
  type Drafts,
} from './drafts.ts';

/** What of the panel is on show while no plan is. */
export type PanelTab = 'limits' | 'overview' | 'setups' | 'history';

/** What of the history is on show. */
export interface HistoryView {
  readonly search: string;
  /** Counted from 1. */
  readonly page: number;
  /** The applied plan that is looked at; null: all of them are. */
  readonly opened: string | null;
}

export interface PanelState {
  /** null: nobody knows yet what there is to show. */
  readonly tab: PanelTab | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly search: string;
  /** Counted from 1. */
  readonly page: number;
  readonly drafts: Drafts;
  /** Drafts that were just discarded and can be brought back. */
  readonly discarded: Drafts;
  /** The drafts at the moment in which changes were last sent to be planned. */
  readonly typedBefore: Drafts;
  /** Review was asked for, so what stands in its way is said. */
  readonly reviewAsked: boolean;
  /** The label whose count is on show, by its `rowText`; null: the first. */
  readonly counted: string | null;
  /** Records above a limit of the type are on show; null: they are not. */
  readonly records: { readonly type: TypeKey; readonly over: number } | null;
  /** The plan on show (review, progress or results); null: the limits are being edited. */
  readonly planId: string | null;
  /** Why the limits are applied, as typed at a review, until a plan is applied with it. */
  readonly note: string;
  readonly history: HistoryView;
}

export type PanelAction =
  /** The panel opens where there is most to see; a tab that is on show stays. */
  | { readonly type: 'open'; readonly portalRead: boolean }
  | { readonly type: 'showTab'; readonly tab: PanelTab }
  /** Shows the labels of a pair. */
  | { readonly type: 'openPair'; readonly from: string; readonly to: string }
  | { readonly type: 'chooseFrom' | 'chooseTo'; readonly id: string }
  | { readonly type: 'switchDirection' }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'turnTo'; readonly page: number }
  | {
      readonly type: 'typeLimit';
      readonly target: TypeKey;
      readonly typed: string;
      readonly now: Limit;
    }
  | { readonly type: 'removeLimit'; readonly target: TypeKey; readonly now: Limit }
  | { readonly type: 'keepLimit'; readonly target: TypeKey }
  | { readonly type: 'discard' }
  | { readonly type: 'bringBack' }
  | { readonly type: 'askReview' }
  /** Changes are sent to be planned; `openPlan` comes with the answer. */
  | { readonly type: 'askPlan' }
  /** Shows one row, wherever it is. */
  | { readonly type: 'showRow'; readonly target: TypeKey; readonly search: string }
  | { readonly type: 'showCounted'; readonly row: string }
  /** Shows the records that have more associations of a type than `over`. */
  | { readonly type: 'openRecords'; readonly target: TypeKey; readonly over: number }
  | { readonly type: 'leaveRecords' }
  /**
   * `asked`: what the plan was just made for; not said of one that was there before. `tab`: where it
   * was asked for, because the way back leads there.
   */
  | {
      readonly type: 'openPlan';
      readonly planId: string;
      readonly asked?: readonly Change[];
      readonly tab?: PanelTab | undefined;
    }
  | { readonly type: 'writeNote'; readonly text: string }
  /** A plan was applied with this note: from here on its changes are the plan's. */
  | { readonly type: 'applied'; readonly note: string; readonly changes: readonly Change[] }
  | { readonly type: 'lookAtHistory'; readonly at: Partial<HistoryView> }
  /** Back to what was on show: drafts of `settled` changes, which HubSpot has, are dropped. */
  | { readonly type: 'leavePlan'; readonly settled: readonly Change[] }
  /** Back from a plan that was not applied, to what it was asked for. */
  | { readonly type: 'leaveReview'; readonly wanted: readonly Change[] }
  /** Back from a plan's results, to edit what did not work out. */
  | { readonly type: 'editAgain'; readonly wanted: readonly Change[] };

export type Dispatch = (action: PanelAction) => void;

export const firstState: PanelState = {
  tab: null,
  from: null,
  to: null,
  search: '',
  page: 1,
  drafts: noDrafts,
  discarded: noDrafts,
  typedBefore: noDrafts,
  reviewAsked: false,
  counted: null,
  records: null,
  planId: null,
  note: '',
  history: { search: '', page: 1, opened: null },
};

const firstPage = { search: '', page: 1, counted: null } as const;

export function reducePanel(state: PanelState, action: PanelAction): PanelState {
  switch (action.type) {
    case 'open':
      return state.tab === null
        ? { ...state, tab: action.portalRead ? 'overview' : 'limits' }
        : state;
    case 'showTab':
      return { ...state, tab: action.tab };
    case 'openPair':
      return { ...state, ...firstPage, tab: 'limits', from: action.from, to: action.to };
    case 'chooseFrom':
      return { ...state, ...firstPage, from: action.id };
    case 'chooseTo':
      return { ...state, ...firstPage, to: action.id };
    case 'switchDirection':
      return { ...state, ...firstPage, from: state.to, to: state.from };
    case 'search':
      return action.text === state.search ? state : { ...state, search: action.text, page: 1 };
    case 'turnTo':
      return { ...state, page: action.page };
    case 'typeLimit':
      return edited(state, withTyped(state.drafts, action.target, action.typed, action.now));
    case 'removeLimit':
      return edited(state, withRemoved(state.drafts, action.target, action.now));
    case 'keepLimit':
      return edited(state, without(state.drafts, [action.target]));
    // Pressed twice before anything is drawn anew, neither takes back what it just did.
    case 'discard':
      return state.drafts.size === 0
        ? state
        : { ...state, drafts: noDrafts, discarded: state.drafts, reviewAsked: false };
    case 'bringBack':
      return state.discarded.size === 0
        ? state
        : { ...state, drafts: state.discarded, discarded: noDrafts };
    case 'askReview':
      return { ...state, reviewAsked: true };
    case 'askPlan':
      return { ...state, typedBefore: state.drafts };
    case 'showRow':
      return { ...state, ...pairOf(action.target), ...firstPage, search: action.search };
    case 'showCounted':
      return { ...state, counted: action.row };
    case 'openRecords': {
      const { target, over } = action;
      return { ...state, records: { type: target, over }, counted: rowText(target) };
    }
    case 'leaveRecords':
      return { ...state, records: null };
    case 'openPlan': {
      const { planId, asked = [], tab = state.tab } = action;
      return {
        ...state,
        tab,
        planId,
        reviewAsked: false,
        // The overview's wish is newer than what was typed for the same limits before it was asked for.
        drafts:
          tab === 'overview' ? withoutOlder(state.drafts, state.typedBefore, asked) : state.drafts,
      };
    }
    case 'writeNote':
      return { ...state, note: action.text };
    case 'applied':
      return {
        ...state,
        // What was typed since then belongs to the next plan.
        note: state.note.trim() === action.note ? '' : state.note,
        drafts: withoutSame(state.drafts, action.changes),
      };
    case 'lookAtHistory':
      return { ...state, history: { ...state.history, ...action.at } };
    case 'leavePlan':
      return { ...state, planId: null, drafts: withoutSame(state.drafts, action.settled) };
    case 'leaveReview':
      // The limits of a setup are in the setup, not among the typed ones.
      return state.tab === 'setups' ? { ...state, planId: null } : editWanted(state, action.wanted);
    case 'editAgain':
      return editWanted(state, action.wanted);
  }
}

/** The same object comes back where nothing changed, so that nothing is drawn again. */
function edited(state: PanelState, drafts: Drafts): PanelState {
  return drafts === state.drafts ? state : { ...state, drafts, discarded: noDrafts };
}

/** Makes the changes drafts and shows the first of them. */
function editWanted(state: PanelState, wanted: readonly Change[]): PanelState {
  const left = { ...state, planId: null };
  const [first] = wanted;
  if (!first) return left;
  const isShown = wanted.some(({ from, to }) => from === state.from && to === state.to);
  return {
    ...left,
    ...(isShown ? {} : { ...pairOf(first), ...firstPage }),
    tab: 'limits',
    drafts: withWanted(state.drafts, wanted),
  };
}

const pairOf = ({ from, to }: TypeKey): { from: string; to: string } => ({ from, to });
