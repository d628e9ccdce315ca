// A browser in front of a local portal of its own, and what a RevOps person does there.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from 'playwright/test';
import { startLocal, type Local } from '../../scripts/local.ts';

export const ANA = { portalId: 24_201_733, userId: 5101 };
/** Works in the same portal without being Super Admin. */
export const BEN = { portalId: 24_201_733, userId: 5102 };

const PICTURES = join(import.meta.dirname, '../../test-results/pictures');

export class Atmost {
  readonly page: Page;
  readonly local: Local;
  /** What went wrong in page or worker; a test that expects trouble empties it. */
  readonly troubles: string[] = [];

  constructor(page: Page, local: Local) {
    this.page = page;
    this.local = local;
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(message.text());
    });
  }

  /** The portal's admin endpoint. */
  async admin(method: string, path: string, body?: object): Promise<void> {
    const response = await this.page.request.fetch(`${this.local.url}${path}`, {
      method,
      ...(body ? { data: body } : {}),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${await response.text()}`);
  }

  scenario(name: string, value: string): Promise<void> {
    return this.admin('PUT', `/_portal/scenarios/${name}`, { value });
  }

  fault(fault: object, match: object = {}, times = 1): Promise<void> {
    return this.admin('POST', '/_portal/faults', { match, times, fault });
  }

  signIn(who: { portalId: number; userId: number }): Promise<void> {
    return this.admin('PUT', '/_portal/session', who);
  }

  /** Opens the app's settings page; `mode` is when HubSpot's number and text fields tell a change. */
  async open(mode: 'key' | 'blur' = 'key'): Promise<void> {
    await this.page.goto(
      `${this.local.url}/settings/${String(ANA.portalId)}/connected-apps?numberInput=${mode}`,
    );
  }

  async install(): Promise<void> {
    await this.page.goto(`${this.local.serverUrl}/install`);
    await this.page.getByRole('radio', { name: /Northwind Instruments \(/ }).check();
    await this.page.getByRole('button', { name: 'Connect app' }).click();
    await expect(this.page.getByRole('heading', { name: 'Atmost is installed' })).toBeVisible();
  }

  /** Installed, opened, and showing the labels of this direction. */
  async begin(from: string, to: string, mode: 'key' | 'blur' = 'key'): Promise<void> {
    await this.install();
    await this.open(mode);
    await this.choose(from, to);
  }

  /** Installed, and showing the overview as it was last read. */
  async openOverview(): Promise<void> {
    // Tests of the overview are not about waiting for HubSpot's rate limit.
    await this.admin('PUT', '/_portal/settings', { rateLimit: 100_000 });
    await this.install();
    await this.open();
    await this.page.getByRole('tab', { name: 'Overview' }).click();
    await expect(this.text('All limits of this portal')).toBeVisible();
  }

  /** Installed, and showing the overview as it is now. */
  async readPortal(): Promise<void> {
    await this.openOverview();
    await this.button(/^Read (this portal|again)$/).click();
    await expect(this.page.getByRole('progressbar')).toBeVisible();
    await expect(this.button('Read again')).toBeVisible({ timeout: 60_000 });
  }

  /** Shows the labels of this direction, whichever tab is on show. */
  async choose(from: string, to: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Limits' }).click();
    await this.pick('From', from);
    await this.pick('To', to);
    await expect(this.page.getByRole('columnheader', { name: 'Limit now' })).toBeVisible();
  }

  async pick(field: string, option: string): Promise<void> {
    const box = this.page.getByLabel(field, { exact: true });
    await box.click();
    await box.pressSequentially(option);
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  newLimit(label: string): Locator {
    const name = label === '' ? 'All associations (no label)' : `“${label}”`;
    return this.page.getByLabel(`New limit for ${name}`, { exact: true });
  }

  row(label: string): Locator {
    return this.page.getByRole('row').filter({ hasText: label });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  text(text: string | RegExp): Locator {
    return this.page.getByText(text);
  }

  async review(): Promise<void> {
    await this.page.getByRole('button', { name: 'Review', exact: true }).click();
  }

  /** Ticks a box or radio of the panel, which draws it so once the worker has answered. */
  async tick(box: Locator): Promise<void> {
    await box.click();
    await expect(box).toBeChecked();
  }

  /** No violation of WCAG A or AA in what is shown. */
  async expectAccessible(): Promise<void> {
    const result = await new AxeBuilder({ page: this.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(result.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.evaluate(() => {
      window.scrollTo(0, 0);
    });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
}

/**
 * `serverOf`: specs that name themselves get a server of their own. A reset portal has its limits of
 * the start again, which a server that read it before rightly tells as changed outside.
 */
export const test = base.extend<{ atmost: Atmost }, { local: Local; serverOf: string }>({
  serverOf: ['everybody', { option: true, scope: 'worker' }],
  local: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'atmost-browser-'));
      const local = await startLocal({
        dataDir: folder,
        portalPort: 0,
        serverPort: 0,
        say: () => undefined,
      });
      await use(local);
      await local.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  atmost: async ({ page, local }, use) => {
    const atmost = new Atmost(page, local);
    await atmost.admin('POST', '/_portal/reset');
    await atmost.signIn(ANA);
    await use(atmost);
    expect(atmost.troubles).toEqual([]);
  },
});

export { expect };
