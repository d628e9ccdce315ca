// What an export does not hold, and what it names only by text: nothing is left out silently.
import { Alert, Text } from '@hubspot/ui-extensions';
import type { ObjectType } from '../../domain/association.ts';
import type { ExportedSetup } from '../../domain/setup/wire.ts';
import { Lines } from '../status/Lines.tsx';
import {
  moreUnread,
  namedByTextText,
  setupWords,
  unreadLine,
  unreadText,
} from '../words/setups.ts';
import { directionBetween } from './directionBetween.ts';

export interface ExportGapsProps {
  readonly exported: ExportedSetup;
  readonly types: readonly ObjectType[];
}

export function ExportGaps({ exported, types }: ExportGapsProps) {
  const { unread, unreadCount, namedByText, notes } = exported;
  const more = unreadCount - unread.length;
  return (
    <>
      {notes.length > 0 ? (
        <Alert title={setupWords.notesTitle} variant="warning">
          {notes.join(' ')}
        </Alert>
      ) : null}
      {unreadCount > 0 ? (
        <Alert title={setupWords.unreadTitle} variant="warning">
          <Text>{unreadText(unreadCount)}</Text>
          <Lines
            lines={unread.map(({ from, to, why }) =>
              unreadLine(directionBetween(types, from, to), why),
            )}
          />
          {more > 0 ? <Text>{moreUnread(more)}</Text> : null}
        </Alert>
      ) : null}
      {namedByText.length > 0 ? (
        <Alert title={setupWords.namedByTextTitle} variant="info">
          {namedByTextText(namedByText)}
        </Alert>
      ) : null}
    </>
  );
}
