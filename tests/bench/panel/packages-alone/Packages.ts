// What the panel imports from packages, and nothing of ours: no change to the panel makes its bundle
// smaller than this.
import * as hubspot from '@hubspot/ui-extensions';
import * as query from '@tanstack/react-query';
import * as v from 'valibot';

const { extend, fetch } = hubspot.hubspot;

export const used = [
  extend,
  fetch,
  hubspot.useExtensionActions,
  query.environmentManager,
  query.keepPreviousData,
  query.QueryClient,
  query.QueryClientProvider,
  query.skipToken,
  query.useMutation,
  query.useQueries,
  query.useQuery,
  query.useQueryClient,
  v.array,
  v.boolean,
  v.getDotPath,
  v.integer,
  v.is,
  v.literal,
  v.maxLength,
  v.maxValue,
  v.minLength,
  v.minValue,
  v.nullable,
  v.number,
  v.object,
  v.optional,
  v.picklist,
  v.pipe,
  v.record,
  v.regex,
  v.safeInteger,
  v.safeParse,
  v.strictObject,
  v.string,
  v.tuple,
  v.union,
  v.unknown,
  v.uuid,
  v.variant,
];
