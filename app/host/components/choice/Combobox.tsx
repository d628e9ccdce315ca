// The searchable field under Select and MultiSelect: an input that filters, a listbox beside it.
import { useId, useState } from 'react';
import { classNames } from '../class-names.ts';
import type { ControlAttributes } from '../field/Field.tsx';
import { Glyph } from '../media/Glyph.tsx';
import { Listbox, optionId } from './Listbox.tsx';
import type { Option } from './options.ts';
import { useListSearch } from './use-list-search.ts';

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
  const { control, shown, placeholder, readOnly, multiple, isSelected } = props;
  const list = useListSearch(props);
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const listId = useId();
  const open = list.search !== null;
  const active = open && list.found.length > 0 ? optionId(listId, list.active) : undefined;
  return (
    <div className={classNames('combobox', `combobox-${props.variant}`)}>
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
        aria-activedescendant={active}
        value={list.search ?? shown}
        placeholder={open && shown !== '' ? shown : placeholder}
        readOnly={readOnly}
        onClick={() => {
          if (!open) list.show('');
        }}
        onChange={(event) => {
          list.show(event.target.value);
          props.onSearch?.(event.target.value);
        }}
        onBlur={list.close}
        onKeyDown={list.onKeyDown}
      />
      <Glyph name="downCarat" />
      <Listbox id={listId} list={list} multiple={multiple} anchor={input} isSelected={isSelected} />
    </div>
  );
}
