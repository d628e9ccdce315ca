// What the person reads after HubSpot sent them back: installed, refused, or what went wrong.
import type { InstallFailure } from '../portals/install.ts';
import type { Page } from './pages.ts';

const TRY_AGAIN = { href: '/install', text: 'Install Atmost' } as const;

export const welcomePage: Page = {
  title: 'Atmost',
  paragraphs: [
    'Association limits for HubSpot: see every label, set the most associations one record may have, and see what became of each change.',
    'Install Atmost in your HubSpot account, then open its settings page there.',
  ],
  link: TRY_AGAIN,
};

/** `settingsUrl` leads into the portal that was just connected. */
export function installedPage(portal: number, settingsUrl: string): Page {
  return {
    title: 'Atmost is installed',
    paragraphs: [
      `Portal ${String(portal)} is connected.`,
      'In HubSpot, open Settings, then Integrations, then Connected apps, choose Atmost, and open its Settings tab.',
    ],
    link: { href: settingsUrl, text: 'Go to HubSpot' },
  };
}

/** The store was away. HubSpot may have connected the app already; another install settles it. */
export const storeAwayPage: Page = {
  title: 'Atmost cannot reach its own data',
  paragraphs: [
    'The install is not finished. Wait a moment and start it again, which does no harm. If this stays, tell the person who runs this Atmost server.',
  ],
  link: TRY_AGAIN,
};

/** HTTP status and page for an install that did not finish. Nothing was changed in any of them. */
export function installFailurePage(failure: InstallFailure): { status: number; page: Page } {
  switch (failure.code) {
    case 'consent_refused':
      return {
        status: 200,
        page: {
          title: 'Atmost was not installed',
          paragraphs: [
            failure.error === 'access_denied'
              ? 'You chose not to connect Atmost in HubSpot. Nothing was changed.'
              : `HubSpot did not connect Atmost and gave the reason “${failure.error}”. Nothing was changed.`,
          ],
          link: TRY_AGAIN,
        },
      };
    case 'state_missing':
    case 'state_refused':
      return { status: 400, page: statePage(failure) };
    case 'code_missing':
    case 'code_refused':
      return {
        status: 400,
        page: {
          title: 'This install link was already used',
          paragraphs: [
            'HubSpot no longer accepts the code of this install: it was used before, or is too old. Start the install again.',
          ],
          link: TRY_AGAIN,
        },
      };
    case 'hubspot':
      // Not 5xx: what stands between may show a page of its own instead.
      return { status: 424, page: hubspotPage(failure.failure.code) };
  }
}

function statePage(
  failure: Extract<InstallFailure, { code: 'state_missing' | 'state_refused' }>,
): Page {
  const check = failure.code === 'state_refused' ? failure.check : 'unknown';
  const sentences = {
    unknown:
      'This install was not started here. Start it from the button, so that nobody can connect their account through your browser.',
    other_browser:
      'This install was started in another browser. Finish it there, or start it again here.',
    used: 'This install was already finished. If Atmost does not work in HubSpot, start again.',
    expired: 'This install took longer than ten minutes. Start it again.',
  } as const;
  return {
    title: 'The install has to be started again',
    paragraphs: [sentences[check]],
    link: TRY_AGAIN,
  };
}

function hubspotPage(code: string): Page {
  if (code === 'app_misconfigured') {
    return {
      title: 'Atmost is not set up correctly',
      paragraphs: [
        'HubSpot refused this server’s own credentials. Whoever runs this Atmost server has to check its client id, client secret and public address. Your account was not changed.',
      ],
    };
  }
  return {
    title: 'HubSpot did not answer',
    paragraphs: ['HubSpot did not finish the install. Wait a moment and start it again.'],
    link: TRY_AGAIN,
  };
}
