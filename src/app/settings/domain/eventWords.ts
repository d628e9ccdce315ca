// What the history says of what happened beside applied plans. The server says it, so that a page that
// was opened before the server was renewed can tell what is new to it.
import type { HistoryEventEntry, Person } from './history.ts';
import type { HistoryEvent } from './historyEvent.ts';
import { limitsText } from './limitText.ts';
import { namesText } from './namesText.ts';
import { portalName } from './otherPortal.ts';
import { personText } from './personText.ts';

type EventWords = Pick<HistoryEventEntry, 'who' | 'subject' | 'title' | 'text'>;

/** An event in words. `by` null: somebody in another portal. */
export const sayEvent = (event: HistoryEvent, by: Person | null): EventWords => ({
  who: eventPerson(event, by),
  subject: eventSubject(event),
  title: eventTitle(event),
  text: eventText(event),
});

/** Who it was; of another portal's people only the portal is known. */
function eventPerson(event: HistoryEvent, by: Person | null): string {
  if (by !== null) return personText(by);
  if (event.kind === 'disconnected') return 'In HubSpot';
  return 'portal' in event ? `Somebody in ${portalName(event.portal)}` : 'Somebody';
}

/** What kind of thing it was about. */
function eventSubject({ kind }: HistoryEvent): string {
  switch (kind) {
    case 'code_made':
    case 'code_withdrawn':
    case 'code_used':
    case 'code_entered':
      return 'One-time code';
    case 'setup_kept':
    case 'setup_forgotten':
    case 'setup_pinned':
    case 'setup_unpinned':
      return 'Kept setup';
    case 'drift_kept':
      return 'Changes outside Atmost';
    case 'disconnected':
    case 'connected_again':
      return 'This connection';
  }
}

/** What it was called by the people who did it. */
function eventTitle(event: HistoryEvent): string {
  switch (event.kind) {
    case 'code_made':
    case 'code_withdrawn':
    case 'code_used':
    case 'code_entered':
      return event.title ?? 'No title';
    case 'setup_kept':
    case 'setup_forgotten':
    case 'setup_pinned':
    case 'setup_unpinned':
      return event.name;
    case 'drift_kept':
      return namesText(event.labels);
    case 'disconnected':
      return 'Disconnected';
    case 'connected_again':
      return 'Connected again';
  }
}

/** What happened. */
function eventText(event: HistoryEvent): string {
  const limits = 'limits' in event ? limitsText(event.limits) : '';
  switch (event.kind) {
    case 'code_made':
      return `A code was made that carries ${limits} to another portal.`;
    case 'code_withdrawn':
      return `The code for ${limits} was withdrawn before anybody used it.`;
    case 'code_used':
      return `The code for ${limits} was used in ${portalName(event.portal)}.`;
    case 'code_entered':
      return `A code from ${portalName(event.portal)} brought ${limits} here to be checked. What was applied of them is a plan of its own.`;
    case 'setup_kept':
      return `The setup “${event.name}” with ${limits} was kept in this portal.`;
    case 'setup_forgotten':
      return `The setup “${event.name}” with ${limits} is no longer kept in this portal.`;
    case 'setup_pinned':
      return `The portal is compared with the setup “${event.name}” (${limits}) from here on.`;
    case 'setup_unpinned':
      return `The portal is no longer compared with the setup “${event.name}” (${limits}).`;
    case 'drift_kept':
      return `What was changed outside Atmost was accepted as it is: ${limits}.`;
    case 'disconnected':
      return event.reason === 'panel'
        ? 'Atmost was disconnected here. Whatever it was doing in this portal ended.'
        : 'HubSpot no longer accepted Atmost’s access. Whatever Atmost was doing in this portal ended.';
    case 'connected_again':
      return 'Atmost was connected again. Nothing from before goes on by itself.';
  }
}
