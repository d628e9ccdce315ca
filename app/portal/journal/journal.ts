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

/** Like the log of calls, it does not outlive a restart. */
export interface Journal {
  subscribedAt: number | null;
  entries: JournalEntry[];
  tokens: AppToken[];
}

export const noJournal = (): Journal => ({ subscribedAt: null, entries: [], tokens: [] });

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
