// The text of a field belongs to the person typing in it. HubSpot's page keeps it; sending every
// keystroke back as `value` could overtake a later one on its way and lose letters. So a field gets
// its text once, and where the panel itself wants another text, it makes a new field.
import { useRef } from 'react';

export interface OwnText {
  /** Changes where the field has to be made anew. */
  readonly fieldKey: number;
  readonly defaultValue: string;
  readonly onText: (text: string) => void;
  /**
   * What stands in the field. HubSpot may tell a text and the press of a button in one go, before
   * anything is drawn anew.
   */
  readonly typed: () => string;
}

/** `wanted` is the text that the field has to show; `tell` hears what is typed. */
export function useOwnText(wanted: string, tell: (text: string) => void): OwnText {
  const field = useRef({ key: 0, start: wanted, shown: wanted });
  if (field.current.shown !== wanted) {
    field.current = { key: field.current.key + 1, start: wanted, shown: wanted };
  }
  return {
    fieldKey: field.current.key,
    defaultValue: field.current.start,
    onText: (text) => {
      field.current.shown = text;
      tell(text);
    },
    typed: () => field.current.shown,
  };
}
