// Input, TextArea and SearchInput.
import { useRef } from 'react';
import type { InputProps, SearchInputProps, TextAreaProps } from '@hubspot/ui-extensions';
import { Glyph } from '../media/Glyph.tsx';
import { Field } from './Field.tsx';
import { useInputEvents } from './input-events.ts';
import { plainText, useTypedText } from './typed-text.ts';

export function Input(props: InputProps) {
  const { name, placeholder, readOnly, type = 'text' } = props;
  const typed = useTypedText(props, plainText);
  const events = useInputEvents(typed, props, plainText);
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          {...events}
          className="input"
          type={type}
          name={name}
          placeholder={placeholder}
          readOnly={readOnly}
        />
      )}
    </Field>
  );
}

export function TextArea(props: TextAreaProps) {
  const { name, placeholder, readOnly, rows, cols, maxLength, resize = 'vertical' } = props;
  const typed = useTypedText(props, plainText);
  const events = useInputEvents(typed, props, plainText);
  return (
    <Field {...props}>
      {(control) => (
        <textarea
          {...control}
          {...events}
          className="input"
          style={{ resize }}
          name={name}
          placeholder={placeholder}
          readOnly={readOnly}
          rows={rows}
          cols={cols}
          maxLength={maxLength}
        />
      )}
    </Field>
  );
}

export function SearchInput(props: SearchInputProps) {
  const { name, placeholder = 'Search', readOnly, clearable = true } = props;
  const typed = useTypedText(props, plainText);
  const events = useInputEvents(typed, props, plainText);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Field {...props}>
      {(control) => (
        <div className="input-with-icon">
          <input
            {...control}
            ref={input}
            {...events}
            className="input"
            type="search"
            name={name}
            placeholder={placeholder}
            readOnly={readOnly}
          />
          {clearable && typed.text !== '' && (
            <button
              type="button"
              className="icon-button"
              aria-label="Clear search"
              onClick={() => {
                typed.choose('');
                // This button goes with the text, and would take the focus along.
                input.current?.focus();
              }}
            >
              <Glyph name="remove" />
            </button>
          )}
          <Glyph name="search" />
        </div>
      )}
    </Field>
  );
}
