// Fields for text and dates.
import { useState } from 'react';
import { DateInput, Input, SearchInput, TextArea, TimeInput } from '@hubspot/ui-extensions';
import type { Hear } from './Fields.tsx';

export function TextFields({ hear }: { readonly hear: Hear }) {
  const [name, setName] = useState('Primary');
  return (
    <>
      <Input
        label="Name"
        name="name"
        value={name}
        description="How the label is called"
        required
        onChange={(value) => {
          setName(value);
          hear('name', value);
        }}
      />
      <Input label="Upper case" name="upper" {...useUpperCase()} />
      <SearchInput
        label="Filter"
        name="filter"
        onInput={(value) => {
          hear('filter', value);
        }}
      />
      <TextArea label="Note" name="note" rows={2} defaultValue="Nothing yet" />
      <DateInput label="Since" name="since" value={{ year: 2026, month: 10, date: 23 }} />
      <TimeInput label="At" name="at" value={{ hours: 9, minutes: 30 }} />
    </>
  );
}

/** Rewrites the text while it is typed, as an extension should not but may. */
function useUpperCase() {
  const [text, setText] = useState('');
  const change = (value: string): void => {
    setText(value.toUpperCase());
  };
  return { value: text, onChange: change, onInput: change };
}
