// Sentences about the connection, the person's rights, waiting and crashing.
export const sessionWords = {
  loading: 'Loading Atmost',
  waiting: 'Waiting',
  notInstalledTitle: 'Connect Atmost to this portal',
  notInstalled:
    'Atmost has no access to this portal yet. A Super Admin can connect it; then come back to this page and check again.',
  connect: 'Connect Atmost',
  disconnectedTitle: 'Atmost is disconnected from this portal',
  disconnected:
    'Atmost was disconnected here, or the app was removed in HubSpot. A Super Admin can connect it again. No limit in HubSpot has changed because of this.',
  connectAgain: 'Connect Atmost again',
  checkAgain: 'Check again',
  tryAgain: 'Try again',
  readBefore: 'Below is what was read before.',
  lostTitle: 'The progress cannot be read right now',
  lookOnlyTitle: 'You can look at limits, but not change them',
  lookOnly:
    'Only a Super Admin can set association limits; HubSpot’s own settings have the same rule. Ask a Super Admin of this portal to open this page.',
  rightsUnknownTitle: 'Limits cannot be changed right now',
  crashedTitle: 'This page stopped working',
  crashed:
    'Something in Atmost failed that should not have. Limits already sent to HubSpot are not affected. Load the page again to go on.',
  reload: 'Load the page again',
} as const;

export const rightsUnknown = (why: string | null): string =>
  why === null
    ? 'HubSpot did not say whether you are a Super Admin, and only a Super Admin can set limits.'
    : `HubSpot did not say whether you are a Super Admin, and only a Super Admin can set limits. ${why}`;

export const waitingText = (seconds: number): string => {
  if (seconds <= 0) return 'Trying again now.';
  return seconds === 1
    ? 'Trying again in 1 second.'
    : `Trying again in ${String(seconds)} seconds.`;
};
