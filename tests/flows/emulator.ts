// The emulated portal and its admin endpoint, as flows use them.
import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../server/clock.ts';
import { startPortal } from '../../app/portal/portal.ts';
import { askPortal } from '../portal-admin.ts';

export const CLIENT_ID = 'flow-client';
export const CLIENT_SECRET = 'planted-client-secret-7f3a';

export interface LoggedCall {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly batchInputs: number | null;
  readonly fault: string | null;
  readonly at: number;
}

interface Switch {
  readonly name: string;
  readonly value: string;
  readonly values: readonly string[];
}

interface Account {
  readonly portalId: number;
  readonly associationTypes: readonly {
    readonly from: string;
    readonly to: string;
    readonly category: string;
    readonly typeId: number;
    readonly limit: number | null;
  }[];
}

export interface Emulator {
  readonly url: string;
  scenario(name: string, value: string): Promise<void>;
  fault(fault: object, match?: object, times?: number): Promise<void>;
  /** Calls since the last `forgetCalls`. */
  calls(): Promise<readonly LoggedCall[]>;
  forgetCalls(): Promise<void>;
  admin(method: string, path: string, body?: object): Promise<unknown>;
  /** Every switch back to its default, no faults queued, no calls remembered. */
  calm(): Promise<void>;
  /** Limits of a direction as HubSpot really holds them, by "category:typeId". */
  limits(portalId: number, from: string, to: string): Promise<ReadonlyMap<string, number | null>>;
  /** Presses Connect (or Cancel) on HubSpot's consent page; returns where it sends the browser. */
  consent(
    authorizeUrl: string,
    who: { portalId: number; userId: number },
    decision: 'connect' | 'cancel',
  ): Promise<string>;
  close(): Promise<void>;
}

/** Starts an emulated portal where the app may redirect to `publicBaseUrl`. */
export async function startEmulator(
  folder: string,
  publicBaseUrl: string,
  size: 'small' | 'large' = 'small',
  clock?: Pick<Clock, 'now'>,
): Promise<Emulator> {
  const appHsmetaPath = join(folder, 'app-hsmeta.json');
  const app = readFileSync('src/app/app-hsmeta.json', 'utf8');
  writeFileSync(appHsmetaPath, app.replaceAll('http://localhost:3000', publicBaseUrl));
  const portal = await startPortal({
    appHsmetaPath,
    appId: 77,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    size,
    ...(clock ? { now: () => clock.now() } : {}),
  });
  const admin: Emulator['admin'] = (method, path, body) =>
    askPortal(portal.url, method, path, body);
  return {
    url: portal.url,
    admin,
    scenario: async (name, value) => {
      await admin('PUT', `/scenarios/${name}`, { value });
    },
    fault: async (fault, match = {}, times = 1) => {
      await admin('POST', '/faults', { match, times, fault });
    },
    calls: async () => {
      const log = (await admin('GET', '/calls')) as { calls: LoggedCall[] };
      return log.calls;
    },
    forgetCalls: async () => {
      await admin('DELETE', '/calls');
    },
    async calm() {
      const switches = (await admin('GET', '/scenarios')) as Switch[];
      for (const { name, value, values } of switches) {
        const usual = values[0];
        if (value !== usual) await admin('PUT', `/scenarios/${name}`, { value: usual });
      }
      await admin('DELETE', '/faults');
      await admin('DELETE', '/calls');
    },
    async limits(portalId, from, to) {
      const state = (await admin('GET', '/state')) as { accounts: Account[] };
      const account = state.accounts.find((one) => one.portalId === portalId);
      const rows = (account?.associationTypes ?? []).filter(
        (row) => row.from === from && row.to === to,
      );
      return new Map(rows.map((row) => [`${row.category}:${String(row.typeId)}`, row.limit]));
    },
    consent,
    close: () => portal.close(),
  };
}

/** Presses Connect (or Cancel) on the consent page; answers where it sends the browser. */
export async function consent(
  authorizeUrl: string,
  who: { portalId: number; userId: number },
  decision: 'connect' | 'cancel',
): Promise<string> {
  const url = new URL(authorizeUrl);
  const cookie = `portal_session=${String(who.portalId)}.${String(who.userId)}`;
  const page = await fetch(url, { headers: { cookie } });
  if (!page.ok) throw new Error(`The consent page blocked the install: ${await page.text()}`);
  const form = new URLSearchParams(url.search);
  form.set('portal_id', String(who.portalId));
  form.set('decision', decision);
  const response = await fetch(`${url.origin}/oauth/authorize`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`No redirect: ${await response.text()}`);
  return location;
}
