// The list that a combobox opens.
import { useRef } from 'react';
import { classNames } from '../class-names.ts';
import { usePopover } from '../overlay/use-popover.ts';
import type { Option } from './options.ts';
import type { ListSearch } from './use-list-search.ts';

interface ListboxProps {
  readonly id: string;
  readonly list: ListSearch;
  readonly multiple: boolean;
  readonly anchor: HTMLElement | null;
  readonly isSelected: (option: Option) => boolean;
}

/** The id of the option at `index`, for aria-activedescendant. */
export function optionId(listId: string, index: number): string {
  return `${listId}${index}`;
}

export function Listbox({ id, list, multiple, anchor, isSelected }: ListboxProps) {
  const open = list.search !== null;
  const element = useRef<HTMLUListElement>(null);
  usePopover(element, { open, anchor, placement: 'bottom', matchWidth: true });
  return (
    <ul
      ref={element}
      id={id}
      role="listbox"
      className="listbox"
      hidden={!open}
      aria-label="Options"
      aria-multiselectable={multiple}
    >
      {list.found.map((option, index) => (
        <li
          key={String(option.value)}
          ref={index === list.active && open ? scrollIntoView : null}
          id={optionId(id, index)}
          role="option"
          className={classNames(index === list.active && 'active')}
          aria-selected={isSelected(option)}
          // Before the input loses the focus and closes the list.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            list.pick(option);
          }}
        >
          {option.label}
        </li>
      ))}
      {list.found.length === 0 && (
        <li role="option" aria-selected="false" aria-disabled="true" className="nothing-found">
          No results found.
        </li>
      )}
    </ul>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
