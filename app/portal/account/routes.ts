// The portal itself: its details, its users, and leaving it.
import { emptyAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import { notFound, validationError } from '../http/refusal.ts';
import { parameter, type ApiRoute, type Call } from '../http/route.ts';
import { oauthScope, userScopes } from '../http/scopes.ts';
import type { User } from '../world/world.ts';
import { uninstallFrom } from './uninstall.ts';
import { utcOffsetMilliseconds } from './utc-offset.ts';

const base = { access: 'token', exempt: false } as const;

export const accountRoutes: readonly ApiRoute[] = [
  {
    ...base,
    method: 'GET',
    path: '/account-info/2026-03/details',
    scopes: oauthScope,
    handle: accountDetails,
  },
  // The second spelling is the one that HubSpot's Node client calls.
  ...['/settings/users/2026-03', '/settings/v3/users'].map((path): ApiRoute => ({
    ...base,
    method: 'GET',
    path: `${path}/{userId}`,
    scopes: userScopes,
    handle: readUser,
  })),
  {
    ...base,
    method: 'DELETE',
    path: '/appinstalls/2026-03/external-install',
    scopes: oauthScope,
    handle: uninstall,
  },
];

function accountDetails(call: Call): Answer {
  const { account } = call;
  const offset = utcOffsetMilliseconds(account.timeZone, call.now);
  const minutes = Math.abs(offset) / 60_000;
  const twoDigits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return jsonAnswer(200, {
    portalId: account.portalId,
    accountType: account.accountType,
    timeZone: account.timeZone,
    companyCurrency: account.companyCurrency,
    additionalCurrencies: account.additionalCurrencies,
    utcOffset: `${offset < 0 ? '-' : '+'}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`,
    utcOffsetMilliseconds: offset,
    uiDomain: account.uiDomain,
    dataHostingLocation: account.dataHostingLocation,
  });
}

function readUser(call: Call): Answer {
  const key = parameter(call, 'userId');
  const property = call.query.get('idProperty') ?? 'USER_ID';
  if (property !== 'USER_ID' && property !== 'EMAIL') {
    return validationError(call.correlationId, `${property} is not a valid idProperty`, {
      errors: [{ message: 'must be EMAIL or USER_ID', in: 'idProperty' }],
    });
  }
  const user = call.account.users.find((one) =>
    property === 'EMAIL' ? one.email.toLowerCase() === key.toLowerCase() : String(one.id) === key,
  );
  if (user === undefined)
    return notFound(call.correlationId, `No user found with ${property} ${key}`);
  return jsonAnswer(200, publicUser(user));
}

function publicUser({ id, email, firstName, lastName, superAdmin }: User): Record<string, unknown> {
  return { id: String(id), email, firstName, lastName, superAdmin, roleIds: [] };
}

function uninstall(call: Call): Answer {
  uninstallFrom(call.memory, call.account);
  return emptyAnswer(204);
}
