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
  ...whatHappened(event),
});

/** Who it was; of another portal's people only the portal is known. */
function eventPerson(event: HistoryEvent, by: Person | null): string {
  if (by !== null) return personText(by);
  if (event.kind === 'disconnected') return 'In HubSpot';
  return 'portal' in event ? `Somebody in ${portalName(event.portal)}` : 'Somebody';
}

/** What kind of thing it was about, what that was called by the people who did it, and what happened. */
function whatHappened(event: HistoryEvent): Omit<EventWords, 'who'> {
  const limits = 'limits' in event ? limitsText(event.limits) : '';
  switch (event.kind) {
    case 'code_made':
      return ofCode(event, `A code was made that carries ${limits} to another portal.`);
    case 'code_withdrawn':
      return ofCode(event, `The code for ${limits} was withdrawn before anybody used it.`);
    case 'code_used':
      return ofCode(event, `The code for ${limits} was used in ${portalName(event.portal)}.`);
    case 'code_entered':
      return ofCode(
        event,
        `A code from ${portalName(event.portal)} brought ${limits} here to be checked. What was applied of them is a plan of its own.`,
      );
    case 'setup_kept':
      return ofSetup(event, `The setup “${event.name}” with ${limits} was kept in this portal.`);
    case 'setup_forgotten':
      return ofSetup(
        event,
        `The setup “${event.name}” with ${limits} is no longer kept in this portal.`,
      );
    case 'setup_pinned':
      return ofSetup(
        event,
        `The portal is compared with the setup “${event.name}” (${limits}) from here on.`,
      );
    case 'setup_unpinned':
      return ofSetup(
        event,
        `The portal is no longer compared with the setup “${event.name}” (${limits}).`,
      );
    case 'drift_kept':
      return {
        subject: 'Changes outside Atmost',
        title: namesText(event.labels),
        text: `What was changed outside Atmost was accepted as it is: ${limits}.`,
      };
    case 'disconnected':
      return ofConnection(
        'Disconnected',
        event.reason === 'panel'
          ? 'Atmost was disconnected here. Whatever it was doing in this portal ended.'
          : 'HubSpot no longer accepted Atmost’s access. Whatever Atmost was doing in this portal ended.',
      );
    case 'connected_again':
      return ofConnection(
        'Connected again',
        'Atmost was connected again. Nothing from before goes on by itself.',
      );
    default:
      // While servers are renewed one by one, a newer one writes to the same store.
      return {
        subject: 'Something new',
        title: 'Not known here',
        text: 'A newer version of Atmost did this. Look again once all its servers are renewed.',
      };
  }
}

const ofCode = ({ title }: { readonly title: string | null }, text: string) => ({
  subject: 'One-time code',
  title: title ?? 'No title',
  text,
});

const ofSetup = ({ name }: { readonly name: string }, text: string) => ({
  subject: 'Kept setup',
  title: name,
  text,
});

const ofConnection = (title: string, text: string) => ({
  subject: 'This connection',
  title,
  text,
});
