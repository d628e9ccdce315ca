// What is asked for before anything is drawn: the session with the overview's first page, which the
// server has stored, and the person's rights, for which HubSpot is asked too.
import type { QueryClient } from '@tanstack/react-query';
import { ask } from './ask.ts';
import { overviewQuery } from './overview.ts';
import { sessionQuery } from './queries.ts';
import { rightsQuery } from './rights.ts';

/** Sends the requests. A failure is told by whoever draws the answer. */
export function askAhead(client: QueryClient): void {
  const leaveIt = (): void => undefined;
  const readOpening = async () => {
    const { session, overview } = await ask('opening');
    if (overview) client.setQueryData(overviewQuery({}).queryKey, overview);
    return session;
  };
  client.query({ ...sessionQuery, queryFn: readOpening }).catch(leaveIt);
  client.query(rightsQuery).catch(leaveIt);
}
