// `context` as HubSpot gives it to a settings extension, made from the session.
import type { PageData } from '../page-data.ts';
import type { SettingsContext } from '../worker/api.ts';

/** HubSpot fills neither for an app's settings page. */
const alwaysEmpty = { roles: [], teams: [] };

export function settingsContext({ session, app }: PageData): SettingsContext {
  const { user } = session;
  return {
    location: 'settings',
    portal: { id: session.portalId, timezone: session.timeZone },
    user: {
      id: user.id,
      email: user.email,
      emails: [user.email],
      firstName: user.firstName,
      lastName: user.lastName,
      ...alwaysEmpty,
      locale: 'en-us',
      language: 'en',
      permissions: user.superAdmin ? ['integrations-management-write'] : [],
    },
    extension: { appId: app.id, appName: app.name },
  };
}
