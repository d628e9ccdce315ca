// What the overview remembers: what is looked for, which view is on show, and the chosen labels.
import { typeKeyText, type TypeKey } from '../../domain/association.ts';
import type { Limit } from '../../domain/limit.ts';
import type { Change } from '../../domain/plan.ts';
import type { OverviewFilter } from '../../domain/overview.ts';

export const overviewViews = ['rows', 'grid', 'blockers', 'presets', 'changes'] as const;
export type OverviewView = (typeof overviewViews)[number];

/** Chosen labels by the text of their type's key, over pages and searches. */
export type Chosen = ReadonlyMap<string, TypeKey>;

export interface OverviewState {
  readonly view: OverviewView;
  readonly search: string;
  readonly filter: OverviewFilter;
  readonly from: string | null;
  readonly to: string | null;
  /** Counted from 1. */
  readonly page: number;
  readonly chosen: Chosen;
  /** The limit that the chosen labels are to have, as it is typed. */
  readonly limit: string;
  /** The object type whose merges are looked into; null: none yet. */
  readonly merged: string | null;
}

export type OverviewAction =
  | { readonly type: 'show'; readonly view: OverviewView }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'filter'; readonly filter: OverviewFilter }
  | { readonly type: 'from' | 'to'; readonly id: string | null }
  | { readonly type: 'turnTo'; readonly page: number }
  | { readonly type: 'choose' | 'unchoose'; readonly labels: readonly TypeKey[] }
  | { readonly type: 'unchooseAll' }
  | { readonly type: 'typeLimit'; readonly typed: string }
  /** Looks for nothing in particular. */
  | { readonly type: 'showAll' }
  | { readonly type: 'lookInto'; readonly id: string };

export type OverviewDispatch = (action: OverviewAction) => void;

export const firstOverview: OverviewState = {
  view: 'rows',
  search: '',
  filter: 'all',
  from: null,
  to: null,
  page: 1,
  chosen: new Map(),
  limit: '',
  merged: null,
};

export function reduceOverview(state: OverviewState, action: OverviewAction): OverviewState {
  switch (action.type) {
    case 'show':
      return { ...state, view: action.view };
    case 'search':
      return action.text === state.search ? state : { ...state, search: action.text, page: 1 };
    case 'filter':
      return { ...state, filter: action.filter, page: 1 };
    case 'from':
      return { ...state, from: action.id, page: 1 };
    case 'to':
      return { ...state, to: action.id, page: 1 };
    case 'turnTo':
      return { ...state, page: action.page };
    case 'choose':
      return { ...state, chosen: new Map([...state.chosen, ...action.labels.map(keyed)]) };
    case 'unchoose': {
      const dropped = new Set(action.labels.map(typeKeyText));
      const kept = [...state.chosen].filter(([key]) => !dropped.has(key));
      return { ...state, chosen: new Map(kept), limit: kept.length === 0 ? '' : state.limit };
    }
    case 'unchooseAll':
      return { ...state, chosen: new Map(), limit: '' };
    case 'typeLimit':
      return { ...state, limit: action.typed };
    case 'showAll':
      return { ...state, search: '', filter: 'all', from: null, to: null, page: 1 };
    case 'lookInto':
      return { ...state, merged: action.id };
  }
}

const keyed = (label: TypeKey): [string, TypeKey] => [typeKeyText(label), label];

/** The query of what is asked; what is left open is left out. */
export function askedOf({
  search,
  filter,
  from,
  to,
  page,
}: OverviewState): Readonly<Record<string, string>> {
  return {
    ...(search.trim() === '' ? {} : { search: search.trim().slice(0, MOST_SEARCHED) }),
    ...(filter === 'all' ? {} : { filter }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(page === 1 ? {} : { page: String(page) }),
  };
}

/** As long as the server takes. */
const MOST_SEARCHED = 100;

/** The same limit, or none, for every chosen label. */
export const changesOfChosen = (chosen: Chosen, limit: Limit): readonly Change[] =>
  [...chosen.values()].map((type) => ({ ...type, limit }));
