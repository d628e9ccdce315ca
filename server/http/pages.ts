// The few pages people see outside HubSpot, as plain HTML without script.
import { createHash } from 'node:crypto';

export interface Page {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly href: string; readonly text: string };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;background:#f5f8fa;color:#33475b;margin:0}
main{max-width:36rem;margin:12vh auto;background:#fff;border:1px solid #dfe3eb;border-radius:4px;padding:2rem 2.5rem}
h1{font-size:1.5rem;margin:0 0 1rem}a.button{display:inline-block;background:#b3401f;color:#fff;padding:.6rem 1.2rem;border-radius:3px;text-decoration:none;font-weight:600}
a.button:focus-visible{outline:3px solid #0a5c66;outline-offset:2px}`;

/** The one style that the pages' policy lets a browser apply. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;

/** The page as HTML; every text is escaped. */
export function renderPage(page: Page): string {
  const paragraphs = page.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n');
  const link = page.link
    ? `<p><a class="button" href="${escapeHtml(page.link.href)}">${escapeHtml(page.link.text)}</a></p>`
    : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} · Atmost</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(page.title)}</h1>
${paragraphs}
${link}</main></body></html>`;
}
