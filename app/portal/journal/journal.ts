// HubSpot's webhooks journal, as far as it tells of uninstalls, and the app's own tokens for it.
import { randomUUID } from 'node:crypto';

export interface JournalEntry {
  readonly offset: string;
  readonly publishedAt: number;
  readonly portalId: number;
}

export interface AppToken {
  readonly token: string;
  /** As HubSpot's files spell them. */
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** An address at which an entry can be downloaded, for a while. */
export interface JournalFile {
  readonly key: string;
  readonly entry: JournalEntry;
  readonly expiresAt: number;
}

/** Like the log of calls, it does not outlive a restart. */
export interface Journal {
  subscribedAt: number | null;
  entries: JournalEntry[];
  files: JournalFile[];
  tokens: AppToken[];
}

/** The journal tells of the past three days (guide of the webhook journal APIs). */
const keptMilliseconds = 3 * 24 * 60 * 60_000;
/** HubSpot's own figure is not known, only that an address expires. */
const fileMilliseconds = 5 * 60_000;

export const noJournal = (): Journal => ({
  subscribedAt: null,
  entries: [],
  files: [],
  tokens: [],
});

/** Scopes as the documentation names them, and as the OpenAPI files do. */
export const journalScopes: ReadonlyMap<string, string> = new Map([
  ['developer.webhooks_journal.read', 'webhooks-journal-data-access'],
  ['developer.webhooks_journal.subscriptions.read', 'webhooks-journal-subscription-read'],
  ['developer.webhooks_journal.subscriptions.write', 'webhooks-journal-subscription-management'],
]);

/** Only what was subscribed to is in the journal. */
export function journalUninstall(journal: Journal, portalId: number, now: number): void {
  if (journal.subscribedAt === null) return;
  journal.entries.push({ offset: randomUUID(), publishedAt: now, portalId });
}

/** What the journal still holds, oldest first; the rest is forgotten. */
export function keptEntries(journal: Journal, now: number): readonly JournalEntry[] {
  const isKept = (entry: JournalEntry): boolean => entry.publishedAt > now - keptMilliseconds;
  journal.entries = journal.entries.filter(isKept);
  journal.files = journal.files.filter(({ entry }) => isKept(entry));
  return journal.entries;
}

/** Opens an address for an entry; a later read opens another one. */
export function openFile(journal: Journal, entry: JournalEntry, now: number): JournalFile {
  const file = { key: randomUUID(), entry, expiresAt: now + fileMilliseconds };
  journal.files.push(file);
  return file;
}
