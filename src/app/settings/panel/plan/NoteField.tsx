// Why the limits are applied, in the person's own words. The text stays the field's: nothing is sent
// back to it while it is typed.
import { TextArea } from '@hubspot/ui-extensions';
import { MAX_NOTE } from '../../domain/history.ts';
import { noteTooLong, reviewWords } from '../words/review.ts';

export interface NoteFieldProps {
  /** Of the note as it would be sent. */
  readonly length: number;
  readonly onText: (text: string) => void;
}

export function NoteField({ length, onText }: NoteFieldProps) {
  const tooLong = length > MAX_NOTE;
  return (
    <TextArea
      label={reviewWords.note}
      name="note"
      description={reviewWords.noteHelp}
      rows={2}
      error={tooLong}
      validationMessage={tooLong ? noteTooLong(length, MAX_NOTE) : ''}
      onInput={onText}
      onChange={onText}
    />
  );
}
