// What the panel imports from packages, and nothing of ours: no change to the panel makes its bundle
// smaller than this.
import * as hubspot from '@hubspot/ui-extensions';
import * as query from '@tanstack/react-query';
import * as z from 'zod/mini';

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
  z.array,
  z.boolean,
  z.catchall,
  z.core.toDotPath,
  z.discriminatedUnion,
  z.enum,
  z.gte,
  z.int,
  z.literal,
  z.lte,
  z.maxLength,
  z.minLength,
  z.nullable,
  z.object,
  z.optional,
  z.regex,
  z.strictObject,
  z.string,
  z.tuple,
  z.unknown,
  z.uuid,
];
