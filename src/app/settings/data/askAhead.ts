// What is asked for before anything is drawn: the session and the overview's first page, which the
// server has stored, and the person's rights, for which HubSpot is asked too.
import type { QueryClient } from '@tanstack/react-query';
import { overviewQuery } from './overview.ts';
import { sessionQuery } from './queries.ts';
import { rightsQuery } from './rights.ts';

/** Sends the requests. A failure is told by whoever draws the answer. */
export function askAhead(client: QueryClient): void {
  const leaveIt = (): void => undefined;
  client.query(sessionQuery).catch(leaveIt);
  client.query(overviewQuery({})).catch(leaveIt);
  client.query(rightsQuery).catch(leaveIt);
}
