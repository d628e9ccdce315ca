// HubSpot's journal of the app's uninstalls, read with a token of the app itself. It keeps three days.
// Of an entry only the portals that it names are taken: whether one is gone is asked of HubSpot.
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import { portalIdSchema, type PortalId } from '../ids.ts';
import { classify } from './classify.ts';
import { toHubSpotError } from './error-body.ts';
import type { HubSpotFailure } from './failure.ts';
import type { SendHttp } from './http.ts';
import type { AppToken, OauthClient } from './oauth.ts';
import type { Paths } from './versions.ts';

export interface JournalEntry {
  readonly position: string;
  readonly portals: readonly PortalId[];
}

export interface UninstallJournal {
  /** Has HubSpot write uninstalls into the journal; again is the same. */
  subscribe(): Promise<Result<null, HubSpotFailure>>;
  /**
   * Some entries after `position` (null: the oldest that there are), oldest first. Fails where not even
   * the first of them can be read; `refused`: HubSpot does not know the position.
   */
  read(position: string | null): Promise<Result<readonly JournalEntry[], HubSpotFailure>>;
}

export interface JournalParts {
  readonly send: SendHttp;
  readonly baseUrl: string;
  readonly oauth: Pick<OauthClient, 'appToken'>;
  readonly paths: Paths;
  readonly clock: Pick<Clock, 'now'>;
}

const SCOPES = [
  'developer.webhooks_journal.read',
  'developer.webhooks_journal.subscriptions.write',
];
/** HubSpot's event of an app that is uninstalled. */
const UNINSTALLED = '4-1916193';
const ENTRIES_AT_ONCE = 20;
const TIMEOUT_MS = 15_000;
/** When to ask again for what could not be read. */
const UNREADABLE_MS = 2_000;
/** A token is not used when it is about to run out. */
const MARGIN_MS = 60_000;

const batchAnswer = v.looseObject({
  results: v.array(
    v.looseObject({
      url: v.pipe(v.string(), v.url()),
      currentOffset: v.pipe(v.string(), v.nonEmpty()),
    }),
  ),
});
/** How the journal ends is not documented: a 204 without a body says what an empty list says. */
const NOTHING_MORE: v.InferOutput<typeof batchAnswer> = { results: [] };

/** The events' shape is not in HubSpot's specification: whatever else they hold is passed over. */
const eventOfPortal = v.looseObject({ portalId: portalIdSchema });
const fileAnswer = v.looseObject({ journalEvents: v.array(v.unknown()) });

/** The portals that the events name, each once. An event that names none is passed over. */
function portalsOf({ journalEvents }: v.InferOutput<typeof fileAnswer>): readonly PortalId[] {
  const named = journalEvents.flatMap((event) => {
    const read = v.safeParse(eventOfPortal, event);
    return read.success ? [read.output.portalId] : [];
  });
  return [...new Set(named)];
}

/** The journal of one app. */
export function createUninstallJournal(parts: JournalParts): UninstallJournal {
  const { paths } = parts;
  const token = appTokens(parts);
  const call = async <Answer>(
    method: 'GET' | 'POST',
    path: string,
    body: object | null,
    answer: Expected<Answer>,
  ): Promise<Result<Answer, HubSpotFailure>> => {
    const held = await token.take();
    if (!held.ok) return held;
    const authorization = `Bearer ${held.value.accessToken.reveal()}`;
    const headers = { authorization, accept: 'application/json' };
    const answered = await fetchJson(parts, `${parts.baseUrl}${path}`, answer, {
      ...{
        method,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      },
      body: body && JSON.stringify(body),
    });
    if (!answered.ok && answered.failure.code === 'disconnected') token.drop();
    return answered;
  };
  return {
    async subscribe() {
      const wanted = {
        ...{ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: UNINSTALLED, properties: [] },
      };
      const answer = await call('POST', paths.journalSubscriptions, wanted, {
        schema: v.unknown(),
      });
      return answer.ok ? success(null) : answer;
    },

    async read(position) {
      const batch = await call('GET', paths.journalEntries(position, ENTRIES_AT_ONCE), null, {
        schema: batchAnswer,
        noContent: NOTHING_MORE,
      });
      if (!batch.ok) return batch;
      const entries: JournalEntry[] = [];
      for (const { url, currentOffset } of batch.value.results) {
        // The address is its own key: the app's token is nobody's there.
        const file = await fetchJson(
          parts,
          url,
          { schema: fileAnswer },
          {
            ...{ method: 'GET', headers: { accept: 'application/json' }, body: null },
          },
        );
        if (!file.ok) return entries.length > 0 ? success(entries) : failed(ofFile(file.failure));
        entries.push({ position: currentOffset, portals: portalsOf(file.value) });
      }
      return success(entries);
    },
  };
}

/** What refuses a file, such as an address that is too old, says nothing about the position. */
const ofFile = (failure: HubSpotFailure): HubSpotFailure =>
  failure.code === 'refused'
    ? { code: 'unavailable', retryAfterMs: UNREADABLE_MS, hubspot: failure.hubspot }
    : failure;

/** The app's token, kept while it is good. */
function appTokens({ oauth, clock }: JournalParts) {
  const state: { held: (AppToken & { readonly until: number }) | null } = { held: null };
  return {
    async take(): Promise<Result<AppToken, HubSpotFailure>> {
      if (state.held && state.held.until > clock.now()) return success(state.held);
      const granted = await oauth.appToken(SCOPES);
      if (!granted.ok) return granted;
      const until = clock.now() + granted.value.expiresInMs - MARGIN_MS;
      state.held = { ...granted.value, until };
      return granted;
    },
    drop(): void {
      state.held = null;
    },
  };
}

interface Expected<Answer> {
  readonly schema: v.GenericSchema<unknown, Answer>;
  /** What a 204 means; without it, a 204 is an answer that cannot be read. */
  readonly noContent?: Answer;
}

async function fetchJson<Answer>(
  { send }: JournalParts,
  url: string,
  { schema, noContent }: Expected<Answer>,
  request: Pick<Parameters<SendHttp>[0], 'method' | 'headers' | 'body'>,
): Promise<Result<Answer, HubSpotFailure>> {
  const exchange = classify(await send({ url, timeoutMs: TIMEOUT_MS, ...request }));
  if (!exchange.ok) {
    if (exchange.failure.code !== 'unauthorized') return failed(exchange.failure);
    const { body, status, correlationId } = exchange.failure.answer;
    return failed({ code: 'disconnected', hubspot: toHubSpotError(body, status, correlationId) });
  }
  if (exchange.value.status === 204 && noContent !== undefined) return success(noContent);
  const parsed = v.safeParse(schema, exchange.value.body);
  if (parsed.success) return success(parsed.output);
  return failed({ code: 'unavailable', retryAfterMs: UNREADABLE_MS, hubspot: null });
}
