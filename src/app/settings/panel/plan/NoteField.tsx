// Why the limits are applied, in the person's own words. The text stays the field's: nothing is sent
// back to it while it is typed.
import { TextArea } from '@hubspot/ui-extensions';
import { MAX_NOTE } from '../../domain/history.ts';
import { useOwnText } from '../edit/useOwnText.ts';
import type { Dispatch } from '../state/panelState.ts';
import { noteTooLong, reviewWords } from '../words/review.ts';

export interface NoteFieldProps {
  readonly note: string;
  readonly dispatch: Dispatch;
}

export function NoteField({ note, dispatch }: NoteFieldProps) {
  const { fieldKey, field } = useOwnText(note, (text) => {
    dispatch({ type: 'writeNote', text });
  });
  // As it would be sent.
  const { length } = note.trim();
  const tooLong = length > MAX_NOTE;
  return (
    <TextArea
      key={fieldKey}
      label={reviewWords.note}
      name="note"
      description={reviewWords.noteHelp}
      rows={2}
      {...field}
      error={tooLong}
      validationMessage={tooLong ? noteTooLong(length, MAX_NOTE) : ''}
    />
  );
}
