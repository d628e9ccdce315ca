// Sentences about disconnecting Atmost from the portal.
import { ERASED_AFTER_DAYS } from '../../domain/leaving.ts';
import { dateText } from './time.ts';

export const connectionWords = {
  title: 'This connection',
  onlyAdmins: 'A Super Admin can disconnect Atmost here.',
  disconnect: 'Disconnect Atmost',
  question: 'Disconnect Atmost from this portal?',
  consequences: [
    'Limits in HubSpot stay as they are.',
    'Plans that are running end, and one-time codes stop working.',
    'HubSpot removes the app and tells this portal’s admins by e-mail.',
    `History and kept setups are erased after ${ERASED_AFTER_DAYS} days, unless Atmost is connected again before.`,
  ],
  eraseNow: 'Also erase history and kept setups now',
  eraseNowHelp: 'This cannot be undone.',
  stay: 'Stay connected',
  anyway: 'Disconnect here anyway',
  anywayHelp: 'The app then stays among HubSpot’s connected apps until an admin removes it there.',
  done: 'Atmost is disconnected from this portal.',
  doneHereOnly:
    'Atmost is disconnected here, but still among HubSpot’s connected apps. Remove it there.',
} as const;

export const connectedSince = (iso: string): string =>
  `Atmost is connected since ${dateText(iso)}.`;

export const erasedText = (iso: string): string =>
  `History and kept setups are erased on ${dateText(iso)}, unless Atmost is connected again before.`;
