// The local portal around the fixture extension, with a browser in front and a recording server
// behind it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright';
import { buildLocalPortal } from '../../app/build.ts';
import { startLocalPortal } from '../../app/local.ts';
import { createPortal } from '../../app/portal/portal.ts';
import { extensionAt, readProject, type Project } from '../../app/project.ts';
import { startRecordingServer, type RecordingServer } from './recording-server.ts';

export interface FixturePortal {
  readonly backend: RecordingServer;
  readonly url: string;
  /** What the pages complained about since the last `open`. */
  readonly complaints: readonly string[];
  /** Whether the app counts as installed in every portal. */
  installed: boolean;
  /** Loads the page anew, signed in as the default user, and shows one of the fixture's tabs. */
  open(tab?: string, query?: string): Promise<Page>;
  close(): Promise<void>;
}

const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The repository's own project, permitted to fetch what the fixture fetches: whoever runs it has another address. */
function fixtureProject(): Project {
  const project = readProject(join(import.meta.dirname, '..', '..'));
  const permittedUrls = { ...project.app.permittedUrls, fetch: ['https://atmost.example.com'] };
  return { ...project, app: { ...project.app, permittedUrls } };
}

export async function startFixturePortal(): Promise<FixturePortal> {
  const folder = await mkdtemp(join(tmpdir(), 'local-portal-'));
  const project = fixtureProject();
  const extension = extensionAt(join(import.meta.dirname, 'fixture-extension'), 'Fixture.tsx');
  const dist = await buildLocalPortal(extension, folder);
  const backend = await startRecordingServer();
  const credentials = { appId: 99, clientId: 'client', clientSecret: 'secret' };
  const portal = createPortal({ appHsmetaPath: project.appFile, ...credentials });
  const local = await startLocalPortal({
    port: 0,
    backendUrl: backend.url,
    portal: {
      router: portal.router,
      session: (request) => ({ ...portal.session(request), installed: self.installed }),
    },
    project,
    dist,
    ...credentials,
  });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: browserFlags,
  });
  const complaints: string[] = [];
  const page = await newPage(browser, complaints);
  const self: FixturePortal = {
    backend,
    url: local.url,
    complaints,
    installed: true,
    async open(tab, query = '') {
      await page.context().clearCookies();
      await page.setViewportSize(viewport);
      complaints.length = 0;
      await page.goto(`${local.url}/settings/24201733/connected-apps${query}`);
      if (tab !== undefined) await page.getByRole('tab', { name: tab }).click();
      return page;
    },
    async close() {
      await browser.close();
      await local.close();
      await portal.close();
      await backend.close();
      await rm(folder, { recursive: true });
    },
  };
  return self;
}

/** How long a test waits for what should come at once; a busy machine needs it. */
const patienceMs = 10_000;

/** Reads until the expectation holds. */
export function soon<Value>(read: () => Value) {
  return expect.poll(read, { timeout: patienceMs });
}

const viewport = { width: 1280, height: 800 };

async function newPage(browser: Browser, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return page;
}
