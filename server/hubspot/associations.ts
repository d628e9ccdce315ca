// Labels and limits of one direction, and the batch calls that change limits.
import * as v from 'valibot';
import {
  categories,
  rowText,
  typeIdSchema,
  type Category,
  type LabelRow,
  type ShownLimit,
} from '#domain/association.ts';
import type { Operation } from '#domain/steps.ts';
import { success, type Result } from '#domain/result.ts';
import type { PortalId } from '../ids.ts';
import { int32Schema, integerSchema } from '#domain/integer.ts';
import { noList } from '#domain/noList.ts';
import type { Answered, HubSpotClient, IsWanted, Patience } from './client.ts';
import type { HubSpotFailure } from './failure.ts';
import type { Paths } from './versions.ts';

export interface LimitInput {
  readonly category: Category;
  readonly typeId: number;
  /** Left out by purge. */
  readonly maxToObjectIds?: number;
}

const category = v.picklist(categories);

/** Live answers hold null, or nothing, where the specification promises a value. */
const configuredRow = v.looseObject({
  category,
  typeId: typeIdSchema,
  userEnforcedMaxToObjectIds: v.nullish(int32Schema),
});
export type ConfiguredRow = v.InferOutput<typeof configuredRow>;

const labelsAnswer = v.looseObject({
  results: v.array(v.looseObject({ category, typeId: typeIdSchema, label: v.nullish(v.string()) })),
});

const limitsAnswer = v.looseObject({ results: v.array(configuredRow) });

/** Any 2xx of a batch call; purge may answer 204 with no body at all. */
const batchAnswer = v.nullable(
  v.pipe(
    noList,
    v.looseObject({
      status: v.optional(v.string()),
      results: v.optional(v.array(v.unknown())),
      errors: v.optional(v.array(v.unknown())),
      numErrors: v.nullish(integerSchema),
    }),
  ),
);
export type BatchAnswer = v.InferOutput<typeof batchAnswer>;

export interface Associations {
  /** Every association type of the direction with its limit. Two calls. */
  readDirection(
    portal: PortalId,
    from: string,
    to: string,
    patience: Patience,
  ): Promise<Result<readonly LabelRow[], HubSpotFailure>>;
  /** The same for a direction that may well have no association: then it is one call. */
  surveyDirection(
    portal: PortalId,
    from: string,
    to: string,
    patience: Patience,
  ): Promise<Result<readonly LabelRow[], HubSpotFailure>>;
  /**
   * Only what the direction has of limits: one call. null: they do not fit what is remembered of the
   * direction, which has to be read whole.
   */
  readLimits(
    portal: PortalId,
    from: string,
    to: string,
    patience: Patience,
  ): Promise<Result<readonly ShownLimit[] | null, HubSpotFailure>>;
  /** One batch call. Success is only "HubSpot answered": what it says is for the matcher. */
  write(
    portal: PortalId,
    from: string,
    to: string,
    operation: Operation,
    inputs: readonly LimitInput[],
    patience: Patience,
    isWanted?: IsWanted,
  ): Promise<Result<Answered<BatchAnswer>, HubSpotFailure>>;
}

/** Reads one row of a batch answer; null where it is not a configuration. */
export function readConfiguredRow(row: unknown): ConfiguredRow | null {
  const parsed = v.safeParse(configuredRow, row);
  return parsed.success ? parsed.output : null;
}

/** The association calls of one API version. */
export function createAssociations(client: HubSpotClient, paths: Paths): Associations {
  const labelsOf = (portal: PortalId, from: string, to: string, patience: Patience) =>
    client.call(portal, {
      method: 'GET',
      path: paths.labels(from, to),
      answer: labelsAnswer,
      patience,
      budget: 'declared_exempt',
    });
  const limitsOf = (portal: PortalId, from: string, to: string, patience: Patience) =>
    client.call(portal, {
      method: 'GET',
      path: paths.limits(from, to),
      answer: limitsAnswer,
      patience,
      budget: 'declared_exempt',
    });
  return {
    async readDirection(portal, from, to, patience) {
      const [labels, limits] = await Promise.all([
        labelsOf(portal, from, to, patience),
        limitsOf(portal, from, to, patience),
      ]);
      if (!labels.ok) return labels;
      if (!limits.ok) return limits;
      return success(joinRows(labels.value.body.results, limits.value.body.results));
    },

    async surveyDirection(portal, from, to, patience) {
      const labels = await labelsOf(portal, from, to, patience);
      if (!labels.ok) return labels;
      if (labels.value.body.results.length === 0) return success([]);
      const limits = await limitsOf(portal, from, to, patience);
      if (!limits.ok) return limits;
      return success(joinRows(labels.value.body.results, limits.value.body.results));
    },

    async readLimits(portal, from, to, patience) {
      const limits = await limitsOf(portal, from, to, patience);
      if (!limits.ok) return limits;
      return success([...setLimits(limits.value.body.results).values()]);
    },

    write: (portal, from, to, operation, inputs, patience, isWanted) =>
      client.call(portal, {
        method: 'POST',
        path: paths.batch(from, to, operation),
        body: { inputs },
        answer: batchAnswer,
        patience,
        budget: 'declared_exempt',
        ...(isWanted ? { isWanted } : {}),
      }),
  };
}

/** The limits of an answer by their types: a null configuration is none. */
function setLimits(rows: readonly ConfiguredRow[]): ReadonlyMap<string, ShownLimit> {
  const limits = rows.flatMap(({ category, typeId, userEnforcedMaxToObjectIds: limit }) =>
    typeof limit === 'number' ? [{ category, typeId, limit }] : [],
  );
  return new Map(limits.map((row) => [rowText(row), row]));
}

/** A type without a configuration, or with a null one, has no limit. */
function joinRows(
  labels: v.InferOutput<typeof labelsAnswer>['results'],
  rows: readonly ConfiguredRow[],
): LabelRow[] {
  const limits = setLimits(rows);
  return labels.map((row) => ({
    category: row.category,
    typeId: row.typeId,
    label: row.label ?? null,
    limit: limits.get(rowText(row))?.limit ?? null,
  }));
}
