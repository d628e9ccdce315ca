// The app leaves a portal, whoever takes it out.
import { journalUninstall } from '../journal/journal.ts';
import type { Memory } from '../memory.ts';
import { dropPortalGrants } from '../oauth/grants.ts';
import type { Account } from '../world/world.ts';

export function uninstallFrom(memory: Memory, account: Account): void {
  if (account.install !== null) journalUninstall(memory.journal, account.portalId, memory.now());
  account.install = null;
  dropPortalGrants(memory.grants, account.portalId);
  memory.changed();
}
