// Records by their ids, and what they are associated with: the fewest calls that HubSpot allows.
import * as v from 'valibot';
import { categories, typeIdSchema, type Category } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { PortalId } from '../ids.ts';
import { integerSchema } from '#domain/integer.ts';
import { noList } from '#domain/noList.ts';
import type { HubSpotClient, Patience } from './client.ts';
import type { HubSpotFailure } from './failure.ts';
import type { Paths } from './versions.ts';

/** Most that HubSpot gives in one page of records. */
export const IDS_PER_PAGE = 100;
/** Most that HubSpot takes in one read of associations; more is refused. */
export const RECORDS_PER_READ = 1_000;

export interface IdPage {
  readonly ids: readonly string[];
  /** Where the next page begins; null: this was the last. */
  readonly after: string | null;
}

export interface RecordLinks {
  readonly id: string;
  /** The types by which each associated record is associated. */
  readonly to: readonly (readonly { readonly category: Category; readonly typeId: number }[])[];
  /** Where the record's next associations begin; null: these were the last. */
  readonly after: string | null;
}

export interface LinksRead {
  /** In no particular order; records without associations may be missing. */
  readonly records: readonly RecordLinks[];
  /**
   * Whether HubSpot reported something else than "no associations" about a record, or did not tell all
   * that it had to: then who is missing may have associations.
   */
  readonly hasOtherErrors: boolean;
}

export interface Records {
  listIds(
    portal: PortalId,
    objectType: string,
    after: string | null,
    patience: Patience,
  ): Promise<Result<IdPage, HubSpotFailure>>;
  readLinks(
    portal: PortalId,
    direction: { readonly from: string; readonly to: string },
    inputs: readonly { readonly id: string; readonly after: string | null }[],
    patience: Patience,
  ): Promise<Result<LinksRead, HubSpotFailure>>;
}

const paging = v.nullish(
  v.pipe(noList, v.looseObject({ next: v.nullish(v.looseObject({ after: v.string() })) })),
);

const listAnswer = v.looseObject({ results: v.array(v.looseObject({ id: v.string() })), paging });

/** HubSpot declares ids as texts, and live answers hold numbers. */
const typeList = v.array(v.looseObject({ category: v.picklist(categories), typeId: typeIdSchema }));

const readError = v.pipe(
  noList,
  v.looseObject({ category: v.nullish(v.string()), message: v.nullish(v.string()) }),
);

const linksAnswer = v.looseObject({
  status: v.nullish(v.string()),
  results: v.array(
    v.looseObject({
      from: v.looseObject({ id: v.string() }),
      to: v.array(v.looseObject({ associationTypes: typeList })),
      paging,
    }),
  ),
  errors: v.nullish(v.array(readError)),
  numErrors: v.nullish(integerSchema),
});

/** The record calls of one API version. */
export function createRecords(client: HubSpotClient, paths: Paths): Records {
  return {
    async listIds(portal, objectType, after, patience) {
      const answer = await client.call(portal, {
        method: 'GET',
        path: paths.recordIds(objectType, IDS_PER_PAGE, after),
        answer: listAnswer,
        patience,
      });
      if (!answer.ok) return answer;
      const { results, paging: next } = answer.value.body;
      const page: IdPage = { ids: results.map(({ id }) => id), after: next?.next?.after ?? null };
      // A page that leads to itself would be read, and counted, for ever.
      return page.after !== null && page.after === after ? failed(UNREADABLE) : success(page);
    },

    async readLinks(portal, { from, to }, inputs, patience) {
      const answer = await client.call(portal, {
        method: 'POST',
        path: paths.recordLinks(from, to),
        body: { inputs: inputs.map(({ id, after }) => (after === null ? { id } : { id, after })) },
        answer: linksAnswer,
        patience,
        budget: 'declared_exempt',
        readOnly: true,
      });
      if (!answer.ok) return answer;
      const { httpStatus, body: told } = answer.value;
      return success({
        records: told.results.map((record) => ({
          id: record.from.id,
          to: record.to.map(({ associationTypes }) => associationTypes),
          after: record.paging?.next?.after ?? null,
        })),
        hasOtherErrors: !isWhole(told, httpStatus) || !(told.errors ?? []).every(saysNothingThere),
      });
    },
  };
}

const UNREADABLE: HubSpotFailure = { code: 'unavailable', retryAfterMs: 2_000, hubspot: null };

/** `errors` and `numErrors` are optional, so a 207 may tell none; what is CANCELED or PENDING tells little. */
function isWhole(told: v.InferOutput<typeof linksAnswer>, httpStatus: number): boolean {
  const { status, errors, numErrors } = told;
  const expected = numErrors ?? (httpStatus === 207 ? 1 : 0);
  return (status ?? 'COMPLETE') === 'COMPLETE' && (errors ?? []).length >= expected;
}

interface ReadError {
  readonly category?: string | null | undefined;
  readonly message?: string | null | undefined;
}

/** A record without associations, or one that is gone, comes back as an error; every field of it
 * may be missing. */
const saysNothingThere = ({ category, message }: ReadError): boolean =>
  category == null
    ? /\bis associated with\b|\bcould not find\b|\bnot found\b/iu.test(message ?? '')
    : category === 'OBJECT_NOT_FOUND';
