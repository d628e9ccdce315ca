// The pages people see outside HubSpot: each reason its own words, and no text becomes markup.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  installedPage,
  installFailurePage,
  welcomePage,
} from '../../../server/http/install-pages.ts';
import { renderPage } from '../../../server/http/pages.ts';
import type { InstallFailure } from '../../../server/portals/install.ts';

const unavailable = { code: 'unavailable', retryAfterMs: 1_000, hubspot: null } as const;
const misconfigured = { code: 'app_misconfigured', hubspot: null } as const;

/** Every way in which an install ends without one. */
const failures: readonly InstallFailure[] = [
  { code: 'state_missing' },
  { code: 'state_refused', check: 'unknown' },
  { code: 'state_refused', check: 'other_browser' },
  { code: 'state_refused', check: 'used' },
  { code: 'state_refused', check: 'expired' },
  { code: 'consent_refused', error: 'access_denied' },
  { code: 'consent_refused', error: 'invalid_scope' },
  { code: 'code_missing' },
  { code: 'code_refused' },
  { code: 'hubspot', failure: unavailable },
  { code: 'hubspot', failure: misconfigured },
];

const tagsOf = (html: string): string[] => html.match(/<[a-z/!][^>]*>/gi) ?? [];

test('no text can add a tag or leave its attribute', () => {
  const empty = tagsOf(renderPage({ title: '', paragraphs: [''], link: { href: '', text: '' } }));
  const nasty = fc.oneof(
    fc.string(),
    fc.constantFrom('<script>alert(1)</script>', '"><img src=x>', "' onclick='x", '&lt;b&gt;'),
  );
  fc.assert(
    fc.property(nasty, nasty, nasty, nasty, (title, paragraph, href, text) => {
      const html = renderPage({ title, paragraphs: [paragraph], link: { href, text } });
      const tags = tagsOf(html).map((tag) => tag.replace(/ href="[^"<>]*"/, ' href=""'));
      expect(tags).toEqual(empty);
    }),
  );
});

test('an ampersand is shown as one, not read as the start of another sign', () => {
  expect(renderPage({ title: 'A&lt;B', paragraphs: [] })).toContain('<h1>A&amp;lt;B</h1>');
});

test('HubSpot’s own reason is shown as text', () => {
  const error = '<img src=x onerror=alert(1)>';
  const { page } = installFailurePage({ code: 'consent_refused', error });
  expect(renderPage(page)).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(renderPage(page)).not.toContain('<img');
});

test('no page has a script, and every one has a heading and a language', () => {
  const pages = [
    welcomePage,
    installedPage(42, 'https://app.hubspot.com/'),
    ...failures.map((failure) => installFailurePage(failure).page),
  ];
  for (const page of pages) {
    const html = renderPage(page);
    expect(html).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(html).toContain('<html lang="en">');
    expect(html.match(/<h1>[^<]+<\/h1>/g)).toHaveLength(1);
  }
});

test('every way in which an install fails has its own words, and a status that is no success', () => {
  const told = failures.map((failure) => installFailurePage(failure));
  const texts = told.map(({ page }) => renderPage(page));
  // A missing state tells as much as an unknown one, a missing code as much as a refused one.
  expect(new Set(texts).size).toBe(failures.length - 2);
  for (const [at, failure] of failures.entries()) {
    const status = told[at]?.status;
    if (failure.code === 'consent_refused') expect(status).toBe(200);
    else expect(status).toBeGreaterThanOrEqual(400);
  }
});

test('every failed install but the operator’s own fault can be started again', () => {
  for (const failure of failures) {
    const isOperators = failure.code === 'hubspot' && failure.failure === misconfigured;
    const { link } = installFailurePage(failure).page;
    expect(link?.href).toBe(isOperators ? undefined : '/install');
  }
});
