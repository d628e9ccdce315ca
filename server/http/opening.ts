// What an opened page asks for, in one request: the session, and the overview's first page where the
// panel opens on it. Both are stored, so HubSpot is not waited for.
import { success } from '#domain/result.ts';
import { jsonObject } from './answers.ts';
import { readSession, type SessionParts } from './session.ts';
import type { Handler } from './signed-route.ts';

/** The overview is asked for as its own route asks for it, so the kept answer serves both. */
export function openingHandler(
  parts: SessionParts,
  overview: Handler<'overview'>,
): Handler<'opening'> {
  return async ({ asker }) => {
    const [session, page] = await Promise.all([
      readSession(parts, asker),
      overview({ asker, path: {}, query: {}, body: null }),
    ]);
    // Where it could not be made the panel asks for it by itself, and is told why.
    const shown = page.ok && session.portalRead ? page.value : null;
    return success(jsonObject({ session, overview: shown }));
  };
}
