// The searchable list under Select and MultiSelect: an input that filters, a listbox beside it.
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { classNames } from '../class-names.ts';
import type { ControlAttributes } from '../field/Field.tsx';
import { Glyph } from '../media/Glyph.tsx';
import { usePopover } from '../overlay/use-popover.ts';
import { matching, type Option } from './options.ts';

export interface ComboboxProps {
  readonly control: ControlAttributes;
  readonly options: readonly Option[];
  /** What the closed field shows. */
  readonly shown: string;
  readonly placeholder: string;
  readonly readOnly: boolean;
  readonly multiple: boolean;
  readonly variant: 'input' | 'transparent';
  readonly isSelected: (option: Option) => boolean;
  readonly onPick: (option: Option) => void;
  readonly onSearch?: (typed: string) => void;
}

export function Combobox(props: ComboboxProps) {
  const { control, shown, placeholder, readOnly, multiple, variant } = props;
  /** Null while the list is closed. */
  const [search, setSearch] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();
  const open = search !== null;
  const found = matching(props.options, search ?? '');
  usePopover(list, { open, anchor: input, placement: 'bottom', matchWidth: true });

  const show = (typed: string): void => {
    if (readOnly) return;
    setSearch(typed);
    const chosen = matching(props.options, typed).findIndex(props.isSelected);
    setActive(typed === '' && chosen > 0 ? chosen : 0);
  };
  const close = (): void => {
    setSearch(null);
  };
  const pick = (option: Option | undefined): void => {
    if (option === undefined) return;
    props.onPick(option);
    if (multiple) setSearch('');
    else close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = open ? targetOf(event.key, active, found.length) : undefined;
    if (target !== undefined) setActive(target);
    else if (open && event.key === 'Enter') pick(found[active]);
    else if (open && event.key === 'Escape') close();
    else if (!open && (event.key === 'ArrowDown' || event.key === 'Enter')) show('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={classNames('combobox', `combobox-${variant}`)}>
      <input
        {...control}
        ref={setInput}
        className="input"
        role="combobox"
        type="text"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && found.length > 0 ? `${listId}${active}` : undefined}
        value={search ?? shown}
        placeholder={open && shown !== '' ? shown : placeholder}
        readOnly={readOnly}
        onClick={() => {
          if (!open) show('');
        }}
        onChange={(event) => {
          show(event.target.value);
          props.onSearch?.(event.target.value);
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <Glyph name="downCarat" />
      <ul
        ref={list}
        id={listId}
        role="listbox"
        className="listbox"
        hidden={!open}
        aria-label="Options"
        aria-multiselectable={multiple}
      >
        {found.map((option, index) => (
          <li
            key={String(option.value)}
            ref={index === active && open ? scrollIntoView : null}
            id={`${listId}${index}`}
            role="option"
            className={classNames(index === active && 'active')}
            aria-selected={props.isSelected(option)}
            // Before the input loses the focus and closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
            }}
            onClick={() => {
              pick(option);
            }}
          >
            {option.label}
          </li>
        ))}
        {found.length === 0 && (
          <li role="option" aria-selected="false" aria-disabled="true" className="nothing-found">
            No results found.
          </li>
        )}
      </ul>
    </div>
  );
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

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
