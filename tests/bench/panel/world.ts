// The panel as a person meets it: the bundle of HubSpot's builder in the local portal's page, in a
// headless Chromium, with the server as a process behind it; and the peer in the same page.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import * as v from 'valibot';
import { buildExtension, buildLocalPortal, type Dist } from '../../../app/build.ts';
import { extensionAt, readProject } from '../../../app/project.ts';
import { ensureChromium } from '../../../scripts/chromium.ts';
import { startLocal, type Local } from '../../../scripts/local.ts';
import { askPortal } from '../../portal-admin.ts';
import { BENCH_PORTAL } from '../seed.ts';
import { sizedPortals, sizedSeed, type SizedPortal } from '../sized-portals.ts';
import { installProbe, type Opening } from './probe.ts';

/** What is measured with one portal. */
export interface PanelPages {
  /** Addresses of the pages that show the panel and the peer. */
  readonly urls: { readonly ours: string; readonly peer: string };
  /** A page of a browser that has loaded nothing yet; closing its context ends it. */
  newPage(opening: Opening): Promise<Page>;
  /** Lets HubSpot's window of calls pass, where enough were made for somebody to wait. */
  rest(): Promise<void>;
}

export interface PanelWorld {
  /** Bytes of the bundles, and of the panel's packages alone, compressed as a server sends them. */
  readonly gzipped: { readonly ours: number; readonly peer: number; readonly packages: number };
  /** The pages of one of the sized portals. */
  pagesOf(portal: SizedPortal): PanelPages;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../../..');
/** HubSpot's own, as in every case of the bench. */
export const LATENCY_MS = 40;
const USUAL = { rateLimit: 110, latencyMs: LATENCY_MS, timeScale: 1 };
const WINDOW_MS = 11_000;
const FEW_CALLS = 20;
const FLAGS = ['--disable-gpu', '--disable-background-networking', '--disable-component-update'];

/** Builds both extensions, installs the app in every sized portal, and has the server read them all. */
export async function startPanel(shrink: number, say: (line: string) => void): Promise<PanelWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-bench-panel-'));
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const browser = await chromium.launch({
      executablePath: ensureChromium(say),
      args: [...FLAGS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
    ends.push(() => browser.close());
    const { ours, peer, packages } = await build(folder);
    const local = await startFilled(folder, ours, shrink);
    ends.push(() => local.close());
    const peerUrl = await local.show(peer);
    const rest = async (): Promise<void> => {
      if ((await countCalls(local)) > FEW_CALLS) await sleep(WINDOW_MS);
    };
    const pagesOf = ({ portalId }: SizedPortal): PanelPages => ({
      urls: { ours: pageOf(local.url, portalId), peer: pageOf(peerUrl, portalId) },
      newPage: async (opening) => {
        const page = await (await newContext(browser, local, portalId)).newPage();
        await page.addInitScript(installProbe, opening);
        return page;
      },
      rest,
    });
    await admin(local, 'PUT', '/settings', { rateLimit: 1_000_000, latencyMs: 0 });
    for (const portal of sizedPortals(shrink)) {
      await install(await newContext(browser, local, portal.portalId), local);
      await readPortal(pagesOf(portal));
    }
    await admin(local, 'PUT', '/settings', USUAL);
    await rest();
    const gzipped = {
      ours: gzippedSize(ours),
      peer: gzippedSize(peer),
      packages: gzippedSize(packages),
    };
    return { gzipped, pagesOf, close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

async function build(folder: string) {
  const ours = await buildLocalPortal(readProject(ROOT).settings, join(folder, 'ours'));
  const inSamePage = async (directory: string, entryFile: string): Promise<Dist> => {
    const other = extensionAt(join(import.meta.dirname, directory), entryFile);
    const extension = await buildExtension(other, join(folder, directory));
    return { ...ours, extension, bundleFile: other.bundleFile };
  };
  return {
    ours,
    peer: await inSamePage('one-table', 'OneTable.tsx'),
    packages: await inSamePage('packages-alone', 'Packages.ts'),
  };
}

function startFilled(folder: string, dist: Dist, shrink: number): Promise<Local> {
  const seedFile = join(folder, 'seed.json');
  writeFileSync(seedFile, JSON.stringify(sizedSeed(shrink)));
  const ports = { portalPort: 0, serverPort: 0 };
  return startLocal({
    ...ports,
    dataDir: join(folder, 'data'),
    say: () => undefined,
    dist,
    seedFile,
  });
}

const pageOf = (url: string, portalId: number): string =>
  `${url}/settings/${String(portalId)}/connected-apps`;

const gzippedSize = ({ extension, bundleFile }: Dist): number =>
  gzipSync(readFileSync(join(extension, bundleFile))).length;

/** A browser that has loaded nothing yet, of somebody who works in that portal. */
async function newContext(
  browser: Browser,
  local: Local,
  portalId: number,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const value = `${String(portalId)}.${String(BENCH_PORTAL.userId)}`;
  await context.addCookies([{ name: 'portal_session', value, url: local.url }]);
  return context;
}

async function install(context: BrowserContext, local: Local): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${local.serverUrl}/install`);
  await page.getByRole('button', { name: 'Connect app' }).click();
  await page.getByRole('heading', { name: 'Atmost is installed' }).waitFor();
  await context.close();
}

async function readPortal(pages: PanelPages): Promise<void> {
  const page = await pages.newPage({ rows: 1 });
  await page.goto(pages.urls.ours);
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Read this portal' }).click();
  await page.getByRole('button', { name: 'Read again' }).waitFor({ timeout: 120_000 });
  await page.context().close();
}

const callsSchema = v.object({ total: v.pipe(v.number(), v.safeInteger()) });

/** Calls to HubSpot since they were counted for the last time. */
async function countCalls(local: Local): Promise<number> {
  const { total } = v.parse(callsSchema, await admin(local, 'GET', '/calls'));
  await admin(local, 'DELETE', '/calls');
  return total;
}

const admin = (local: Local, method: string, path: string, body?: object): Promise<unknown> =>
  askPortal(local.url, method, path, body);
