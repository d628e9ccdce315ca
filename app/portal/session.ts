// Who is signed in to HubSpot's own pages in this browser: a cookie with portal and user.
import type { OpenCall } from './http/route.ts';
import { accountOf, type Account, type User, type World } from './world/world.ts';

export interface PortalSession {
  readonly portalId: number;
  readonly hubDomain: string;
  readonly accountName: string;
  readonly accountType: string;
  readonly uiDomain: string;
  readonly timeZone: string;
  readonly installed: boolean;
  readonly user: User;
}

export interface SignedIn {
  readonly account: Account;
  readonly user: User;
}

const cookieName = 'portal_session';

/** The signed-in user; without a valid cookie the first portal's first Super Admin. */
export function signedIn(world: World, cookie: string): SignedIn {
  const value = new RegExp(`(?:^|;\\s*)${cookieName}=(\\d+)\\.(\\d+)`, 'u').exec(cookie);
  return findUser(world, Number(value?.[1]), Number(value?.[2])) ?? defaultUser(world);
}

export function findUser(world: World, portalId: number, userId: number): SignedIn | undefined {
  const account = accountOf(world, portalId);
  const user = account?.users.find((one) => one.id === userId);
  return account && user && { account, user };
}

export function sessionOf({ account, user }: SignedIn): PortalSession {
  const { portalId, hubDomain, accountName, accountType, uiDomain, timeZone } = account;
  const facts = { portalId, hubDomain, accountName, accountType, uiDomain, timeZone };
  return { ...facts, installed: account.install !== null, user: { ...user } };
}

export function sessionCookie({ account, user }: SignedIn): string {
  return `${cookieName}=${account.portalId}.${user.id}; Path=/; HttpOnly; SameSite=Lax`;
}

export function callerOf(call: Pick<OpenCall, 'memory' | 'cookie'>): SignedIn {
  return signedIn(call.memory.world, call.cookie);
}

function defaultUser(world: World): SignedIn {
  const [account] = world.accounts;
  const user = account?.users.find((one) => one.superAdmin) ?? account?.users[0];
  // The seed's schema refuses a world without portals or users.
  if (account === undefined || user === undefined) throw new TypeError('a world without users');
  return { account, user };
}
