// The state of a searchable list: what is typed, which options are found, which one is active.
import { useState, type KeyboardEvent } from 'react';
import { matching, type Option } from './options.ts';

interface ListSearchOptions {
  readonly options: readonly Option[];
  readonly readOnly: boolean;
  /** The list stays open after a pick. */
  readonly multiple: boolean;
  readonly isSelected: (option: Option) => boolean;
  readonly onPick: (option: Option) => void;
}

export interface ListSearch {
  /** What was typed; null while the list is closed. */
  readonly search: string | null;
  readonly found: readonly Option[];
  /** Index of the active option in `found`. */
  readonly active: number;
  readonly show: (typed: string) => void;
  readonly close: () => void;
  readonly pick: (option: Option) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function useListSearch(list: ListSearchOptions): ListSearch {
  const { options, readOnly, multiple, isSelected, onPick } = list;
  const [search, setSearch] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const open = search !== null;
  const found = matching(options, search ?? '');

  const show = (typed: string): void => {
    if (readOnly) return;
    setSearch(typed);
    const chosen = matching(options, typed).findIndex(isSelected);
    setActive(typed === '' && chosen > 0 ? chosen : 0);
  };
  const close = (): void => {
    setSearch(null);
  };
  const pick = (option: Option): void => {
    onPick(option);
    setSearch(multiple ? '' : null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = open ? targetOf(event.key, active, found.length) : undefined;
    const option = found[active];
    if (target !== undefined) setActive(target);
    else if (open && event.key === 'Enter' && option !== undefined) pick(option);
    else if (open && event.key === 'Escape') close();
    else if (!open && (event.key === 'ArrowDown' || event.key === 'Enter')) show('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { search, found, active, show, close, pick, onKeyDown };
}

/** Where the arrow keys lead in a list of `count` options; undefined for other keys. */
function targetOf(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (active + 1) % count;
    case 'ArrowUp':
      return (active + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
