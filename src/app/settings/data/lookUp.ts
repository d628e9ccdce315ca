// What the portal holds of the directions that a setup names: read in parts that HubSpot answers
// before hubspot.fetch gives up. A part that was read is not read again when a later one fails.
import {
  skipToken,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { SetupDocument } from '../domain/setup/document.ts';
import { joinLimits } from '../domain/setup/join.ts';
import { MAX_LOOK_UP_DIRECTIONS, type PortalLimits } from '../domain/setup/wire.ts';
import type { LookUpRequest } from '../domain/requests/setup.ts';
import { ask } from './ask.ts';
import { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';

export interface LookUpProgress {
  /** Directions by their names, as the setup has them. */
  readonly read: number;
  readonly total: number;
}

/** Kept among the directions, so that what makes those old makes this old. */
const lookedUp = [...keys.directions, 'setup'] as const;

/** What the portal holds of the directions that the document names. */
export function usePortalLimits(document: SetupDocument): UseQueryResult<PortalLimits> {
  const client = useQueryClient();
  const pairs = pairsOf(document);
  return useQuery({
    queryKey: [...lookedUp, 'whole', pairs],
    enabled: pairs.length > 0,
    queryFn: () => readInParts(client, pairs),
  });
}

/** How far the reading under way is. */
export const useLookUpProgress = (): LookUpProgress =>
  useQuery<LookUpProgress>({
    queryKey: keys.lookUpProgress,
    queryFn: skipToken,
    initialData: { read: 0, total: 0 },
  }).data ?? { read: 0, total: 0 };

/** Asks HubSpot again at the next check: a label may have been made meanwhile. */
export function useForgetPortalLimits(): () => void {
  const client = useQueryClient();
  return () => {
    forget(client, lookedUp);
  };
}

type Pairs = LookUpRequest['pairs'];

async function readInParts(client: QueryClient, pairs: Pairs): Promise<PortalLimits> {
  const progress = { read: 0, total: pairs.length };
  const tell = (count: number): void => {
    progress.read += count;
    client.setQueryData(keys.lookUpProgress, { ...progress });
  };
  tell(0);
  const parts: PortalLimits[] = [];
  for (let start = 0; start < pairs.length; start += MAX_LOOK_UP_DIRECTIONS) {
    const some = pairs.slice(start, start + MAX_LOOK_UP_DIRECTIONS);
    parts.push(...(await readPart(client, some, tell)));
  }
  return joinLimits(parts);
}

/** One request, or two halves where its names mean more directions than one request may read. */
async function readPart(
  client: QueryClient,
  pairs: Pairs,
  tell: (count: number) => void,
): Promise<readonly PortalLimits[]> {
  try {
    const part = await client.query({
      queryKey: [...lookedUp, 'part', pairs],
      queryFn: () => ask('lookUpSetup', { body: { pairs } }),
      // The whole is asked for again; what was read is still here then.
      retry: false,
    });
    tell(pairs.length);
    return [part];
  } catch (error) {
    if (!isTooMany(error) || pairs.length === 1) throw error;
    const half = Math.ceil(pairs.length / 2);
    const first = await readPart(client, pairs.slice(0, half), tell);
    return [...first, ...(await readPart(client, pairs.slice(half), tell))];
  }
}

const isTooMany = (error: unknown): boolean =>
  error instanceof RequestFailed &&
  error.failure.kind === 'answered' &&
  error.failure.error.code === 'too_many_directions';

function pairsOf({ limits }: SetupDocument): Pairs {
  const pairs = limits.map(({ from, to }) => ({ from, to }));
  const texts = pairs.map((pair) => [JSON.stringify([pair.from, pair.to]), pair] as const);
  return [...new Map(texts).values()];
}
