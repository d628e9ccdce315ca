// Answers that were made from the overview are kept as bytes, for whoever asks the same again. Each is
// good as long as nothing that the overview shows of its portal was written, and that is looked up
// anew for every request: what another server wrote counts from its commit on.
import { success, type Result } from '#domain/result.ts';
import type { RouteName } from '#domain/wire.ts';
import type { ApiFailure } from '../failure.ts';
import { createShare } from '../share.ts';
import type { OverviewMarks } from '../storage/overview-marks.ts';
import { jsonBytes, type JsonBytes } from './answers.ts';
import type { Asked, Handler } from './signed-route.ts';

/** Some two thousand first pages, or one page of each of as many portals. */
const MOST_BYTES = 32_000_000;

interface Kept {
  readonly marks: string;
  readonly answer: JsonBytes;
  readonly size: number;
}

type Make<Route extends RouteName, Answer> = (
  asked: Asked<Route>,
) => Promise<Result<Answer, ApiFailure>>;

export type KeepAnswers = <Route extends RouteName, Answer>(
  route: Route,
  make: Make<Route, Answer>,
) => Handler<Route, Answer>;

/**
 * Wraps handlers whose answer depends on nothing but the portal's overview, the path and the query:
 * never on the user, the time, or what HubSpot says. The longest unused go first.
 */
export function createKeptAnswers(marksOf: OverviewMarks, mostBytes = MOST_BYTES): KeepAnswers {
  const kept = new Map<string, Kept>();
  const share = createShare<string, Result<JsonBytes, ApiFailure>>();
  let bytes = 0;

  const forget = (key: string): void => {
    bytes -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, marks: string, answer: JsonBytes): void => {
    forget(key);
    const size = answer.bytes.length + key.length;
    if (size > mostBytes) return;
    kept.set(key, { marks, answer, size });
    bytes += size;
    for (const oldest of kept.keys()) {
      if (bytes <= mostBytes) return;
      forget(oldest);
    }
  };
  const find = (key: string, marks: string): JsonBytes | null => {
    const found = kept.get(key);
    if (found?.marks !== marks) return null;
    kept.delete(key);
    kept.set(key, found);
    return found.answer;
  };

  return <Route extends RouteName, Answer>(route: Route, make: Make<Route, Answer>) => {
    const placeOf = async (asked: Asked<Route>) => {
      const { portal } = asked.asker;
      const marks = await marksOf.of(portal);
      if (marks === null) return null;
      const key = JSON.stringify([portal, route, asked.path, asked.query]);
      return { key, marks, answer: find(key, marks) };
    };
    const ready = async (asked: Asked<Route>) => {
      const place = await placeOf(asked);
      return place?.answer ? success(place.answer) : null;
    };
    const answer = async (asked: Asked<Route>) => {
      // Looked up anew: while this one waited for its turn, another may have had it made.
      const place = await placeOf(asked);
      if (!place) return make(asked);
      if (place.answer) return success(place.answer);
      const { key, marks } = place;
      // Of many who ask the same at once, one has it made.
      return share(`${marks} ${key}`, async () => {
        const made = await make(asked);
        if (!made.ok) return made;
        const bytes = jsonBytes(made.value);
        keep(key, marks, bytes);
        return success(bytes);
      });
    };
    return Object.assign(answer, { ready });
  };
}
