// What the panel remembers of setups while tabs and plans come and go.
import { typeKeyText, type TypeKey } from '../../domain/association.ts';
import type { EnterCodeRequest, ExportRequest } from '../../domain/requests/setup.ts';
import { success, type Result } from '../../domain/result.ts';
import type { KeptDocument } from '../../domain/setup/kept.ts';
import { readSetup, type ReadSetup } from '../../domain/setup/read.ts';
import type { TextProblem } from '../../domain/setup/places.ts';
import type { EnteredSetup } from '../../domain/setup/code.ts';
import { printJson } from '../../domain/setup/document.ts';
import type { Candidate } from '../../domain/setup/candidates.ts';
import type { ExportedSetup } from '../../domain/setup/wire.ts';

/** Another portal's code. */
export type SetupOrigin = Omit<EnteredSetup, 'document'>;

/** The kept setup that the portal is compared with. */
export type ComparedWith = Pick<KeptDocument, 'setupId' | 'name' | 'keptAt'>;

/** What stays whatever is pasted, entered or compared. */
export interface HeldSetup {
  readonly scope: 'chosen' | 'all';
  /** The object types to export, by id. */
  readonly chosen: readonly string[];
  readonly format: 'json' | 'csv';
  /** The export that was asked for last; an answer to another one comes too late. */
  readonly asked: ExportRequest | null;
  readonly exported: ExportedSetup | null;
  /** The name under which the export is to be kept, as it is typed; null: it is not to be. */
  readonly exportName: string | null;
  /** The same for the setup that was read. */
  readonly readName: string | null;
  /** Says what a code of the export is for, as it is typed. */
  readonly title: string;
  /** Another portal's code, as it is typed. */
  readonly code: string;
  /**
   * The attempt's id stays with its code: where the answer was lost, the code is used up, and only
   * the same attempt gets the setup once more.
   */
  readonly attempt: EnterCodeRequest;
}

/** Remembers some of it anew. */
export type Hold = (change: Partial<HeldSetup>) => void;

export interface SetupState {
  readonly held: HeldSetup;
  readonly text: string;
  /** Where the text comes from; null: somebody pasted or typed it. */
  readonly origin: SetupOrigin | null;
  /** null: what is checked is the pasted text. */
  readonly kept: ComparedWith | null;
  /** The kept setup that was asked for, by its id; null: none, or something else since then. */
  readonly asked: string | null;
  /** What was read from the text or the kept setup; null: not asked for since it was changed. */
  readonly read: Result<ReadSetup, readonly TextProblem[]> | null;
  /** What was chosen of several candidates, by the entry's position. */
  readonly choices: ReadonlyMap<number, TypeKey>;
  readonly removeUnlisted: boolean;
  /** Counted from 1. */
  readonly page: number;
  /** Review was asked for, so what stands in its way is said. */
  readonly reviewAsked: boolean;
}

export type SetupAction =
  | { readonly type: 'hold'; readonly held: Partial<HeldSetup> }
  | { readonly type: 'export'; readonly asked: ExportRequest; readonly exported: ExportedSetup }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'check' }
  | { readonly type: 'enter'; readonly entered: EnteredSetup }
  | { readonly type: 'askKept'; readonly setupId: string }
  | { readonly type: 'compare'; readonly kept: KeptDocument }
  | { readonly type: 'closeKept' }
  | {
      readonly type: 'choose';
      readonly position: number;
      readonly candidates: readonly Candidate[];
      readonly key: string;
    }
  | { readonly type: 'removeUnlisted'; readonly remove: boolean }
  | { readonly type: 'turnTo'; readonly page: number }
  | { readonly type: 'askReview' };

export type SetupDispatch = (action: SetupAction) => void;

export const firstSetup: SetupState = {
  held: {
    scope: 'chosen',
    chosen: [],
    format: 'json',
    asked: null,
    exported: null,
    exportName: null,
    readName: null,
    title: '',
    code: '',
    attempt: { code: '', attemptId: '' },
  },
  text: '',
  origin: null,
  kept: null,
  asked: null,
  read: null,
  choices: new Map(),
  removeUnlisted: false,
  page: 1,
  reviewAsked: false,
};

export function reduceSetup(state: SetupState, action: SetupAction): SetupState {
  switch (action.type) {
    case 'hold':
      return holding(state, action.held);
    case 'export': {
      const { asked, exported } = action;
      return asked === state.held.asked ? holding(state, { exported }) : state;
    }
    case 'paste':
      // What was chosen belonged to the text as it was.
      return action.text === state.text
        ? state
        : { ...anew(state), text: action.text, origin: null };
    case 'check':
      return { ...anew(state), read: readSetup(state.text) };
    case 'enter': {
      const { document, ...origin } = action.entered;
      const text = printJson(document);
      // The attempt ends with its answer: entered once more, the code was used already.
      const { code, attempt } = firstSetup.held;
      return { ...anew(holding(state, { code, attempt })), text, read: readSetup(text), origin };
    }
    case 'askKept':
      return { ...state, asked: action.setupId };
    case 'compare':
      return action.kept.setupId === state.asked
        ? { ...anew(state), ...comparedWith(action.kept) }
        : state;
    case 'closeKept':
      return state.kept === null ? state : { ...anew(state), asked: state.asked };
    case 'choose': {
      const chosen = action.candidates.find((one) => typeKeyText(one) === action.key);
      if (!chosen) return state;
      const choices = new Map([...state.choices, [action.position, chosen]]);
      return { ...state, choices, reviewAsked: false };
    }
    case 'removeUnlisted':
      return { ...state, removeUnlisted: action.remove, reviewAsked: false };
    case 'turnTo':
      return { ...state, page: action.page };
    case 'askReview':
      return { ...state, reviewAsked: true };
  }
}

const holding = (state: SetupState, held: Partial<HeldSetup>): SetupState => ({
  ...state,
  held: { ...state.held, ...held },
});

/** The text outlives a check and a look at a kept setup, with where it came from. */
const anew = ({ held, text, origin }: SetupState): SetupState => ({
  ...firstSetup,
  held,
  text,
  origin,
});

/** A kept setup is checked as a pasted one; its limits are counted where that has lines. */
function comparedWith({
  setupId,
  name,
  keptAt,
  document,
}: KeptDocument): Pick<SetupState, 'kept' | 'read'> {
  const entries = document.limits.map((entry, index) => ({ line: index + 1, entry }));
  return { kept: { setupId, name, keptAt }, read: success({ setup: document, entries }) };
}
