// What is asked for before anything is drawn: the session, for which HubSpot is asked too, and beside
// it the overview's first page, which the server has stored. So opening the overview waits for neither.
import type { QueryClient } from '@tanstack/react-query';
import { overviewQuery } from './overview.ts';
import { sessionQuery } from './queries.ts';

/** Sends both requests. A failure is told by whoever draws the answer. */
export function askAhead(client: QueryClient): void {
  const leaveIt = (): void => undefined;
  client.query(sessionQuery).catch(leaveIt);
  client.query(overviewQuery({})).catch(leaveIt);
}
