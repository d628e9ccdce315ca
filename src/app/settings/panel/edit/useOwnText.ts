// The text of a field belongs to the person typing in it. HubSpot's page keeps it; sending every
// keystroke back as `value` could overtake a later one on its way and lose letters. So a field gets
// its text once, and where the panel itself wants another text, it makes a new field.
import { useRef } from 'react';

export interface OwnText {
  /** Changes where the field has to be made anew. */
  readonly fieldKey: number;
  /** What the field starts with, and what hears each text. */
  readonly field: {
    readonly defaultValue: string;
    readonly onInput: (text: string) => void;
    readonly onChange: (text: string) => void;
  };
  /**
   * What stands in the field. HubSpot may tell a text and the press of a button in one go, before
   * anything is drawn anew.
   */
  readonly typed: () => string;
}

/** `wanted` is the text that the field has to show; `tell` hears what is typed. */
export function useOwnText(wanted: string, tell: (text: string) => void): OwnText {
  const own = useRef({ key: 0, start: wanted, shown: wanted });
  if (own.current.shown !== wanted) {
    own.current = { key: own.current.key + 1, start: wanted, shown: wanted };
  }
  const onText = (text: string): void => {
    own.current.shown = text;
    tell(text);
  };
  return {
    fieldKey: own.current.key,
    field: { defaultValue: own.current.start, onInput: onText, onChange: onText },
    typed: () => own.current.shown,
  };
}
