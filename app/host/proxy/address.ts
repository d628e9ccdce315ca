// The addresses of one forwarded call: the public one with HubSpot's parameters, and the local one
// that stands for it on this machine.
import type { Session } from '../page-data.ts';

/** Whether `uri` lies under one of the app's permitted addresses. */
export function isPermitted(uri: URL, permitted: readonly string[]): boolean {
  return permitted.some((entry) => {
    const allowed = new URL(entry);
    const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
    return (
      uri.origin === allowed.origin &&
      (uri.pathname === allowed.pathname || uri.pathname.startsWith(folder))
    );
  });
}

/** The public address with the four parameters HubSpot appends. */
export function publicAddress(uri: URL, session: Session, appId: number): string {
  const identity = [
    ['userId', String(session.user.id)],
    ['portalId', String(session.portalId)],
    ['userEmail', session.user.email],
    ['appId', String(appId)],
  ] as const;
  const appended = identity
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${uri.origin}${uri.pathname}${uri.search === '' ? '?' : `${uri.search}&`}${appended}`;
}

/** The same address on this machine, as the `proxy` map of HubSpot's local.json does it. */
export function mappedAddress(address: string, mapTo: Readonly<Record<string, string>>): string {
  const { origin } = new URL(address);
  const target = mapTo[origin];
  return target === undefined ? address : target.replace(/\/$/u, '') + address.slice(origin.length);
}
