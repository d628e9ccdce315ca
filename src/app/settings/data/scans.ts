// What the panel asks about how many associations records have, as react-query hooks.
import { useEffect } from 'react';
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Category } from '../domain/association.ts';
import type { JudgeRequest } from '../domain/requests/scan.ts';
import {
  withScan,
  type CsvLink,
  type Judgement,
  type LatestScans,
  type LimitReport,
  type RecordsOver,
  type Scan,
} from '../domain/scan.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';
import { keepFound } from './pages.ts';
import { newPlanId } from './planId.ts';
import type { Pair } from './queries.ts';
import { watchWhile } from './watchWhile.ts';

const WHILE_COUNTING_MS = 1_500;

/** The scans of a direction, watched while one counts. null: no direction is chosen. */
export const useLatestScans = (pair: Pair | null): UseQueryResult<LatestScans> =>
  useQuery({
    queryKey: keys.latestScan(pair?.from ?? '', pair?.to ?? ''),
    queryFn: () => ask('latestScan', { path: { ...pair } }),
    enabled: pair !== null,
    refetchOnMount: 'always',
    refetchInterval: watchWhile(
      WHILE_COUNTING_MS,
      ({ unfinished }: LatestScans) => unfinished?.state === 'reading',
    ),
  });

export interface ScanWish extends Pair {
  readonly scanId: string;
}

/** A scan of the direction under an id of its own: delivered twice, it is one scan. */
export const newScan = ({ from, to }: Pair): ScanWish => ({ scanId: newPlanId(), from, to });

/** Sending the same id again is safe; where the answer was lost, what there is now is asked for. */
export function useStartScan(): UseMutationResult<Scan, RequestFailed, ScanWish> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ scanId, from, to }: ScanWish) =>
      ask('startScan', { path: { scanId }, body: { from, to } }),
    onSuccess: useKeepScan(),
    onError: (_, { from, to }) => client.invalidateQueries({ queryKey: keys.latestScan(from, to) }),
  });
}

/** Ends a scan, or has one that ended too early go on where it was. Safe to send again. */
export function useChangeScan(
  route: 'cancelScan' | 'resumeScan',
): UseMutationResult<Scan, RequestFailed, string> {
  return useMutation({
    mutationFn: (scanId: string) => ask(route, { path: { scanId } }),
    onSuccess: useKeepScan(),
  });
}

/** Shown at once, and looked at again: a look that was under way may have seen what was before. */
function useKeepScan(): (scan: Scan) => void {
  const client = useQueryClient();
  return (scan) => {
    const queryKey = keys.latestScan(scan.from.id, scan.to.id);
    client.setQueryData<LatestScans>(queryKey, (known) => known && withScan(known, scan));
    forget(client, queryKey);
  };
}

/** Asks once whether the portal is connected still: a stopped scan may mean that it is not. */
export function useSessionAskedAgain(): void {
  const client = useQueryClient();
  useEffect(() => {
    forget(client, keys.session);
  }, [client]);
}

/** Records of a scan that have more associations of one type than `over`. */
export interface OverAsked {
  readonly scanId: string;
  readonly category: Category;
  readonly typeId: number;
  readonly over: number;
}

/** One page of them. The page before stays until it is there. */
export const useRecordsOver = (asked: OverAsked, page: number): UseQueryResult<RecordsOver> =>
  useQuery({
    queryKey: keys.recordsOver({ ...asked, page }),
    queryFn: () => {
      const { scanId, category, typeId, over } = asked;
      const query = { category, typeId: String(typeId), over: String(over), page: String(page) };
      return ask('recordsOver', { path: { scanId }, query });
    },
    placeholderData: keepFound,
  });

export const useCsvLink = (): UseMutationResult<CsvLink, RequestFailed, OverAsked> =>
  useMutation({
    mutationFn: ({ scanId, ...body }: OverAsked) => ask('csvLink', { path: { scanId }, body }),
  });

/** HubSpot's own report of a direction. */
export const useLimitReport = ({ from, to }: Pair): UseQueryResult<LimitReport> =>
  useQuery({
    queryKey: keys.limitReport(from, to),
    queryFn: () => ask('limitReport', { path: { from, to } }),
  });

/** What the limits of a plan would be over, in their order; asked again while one is counted. */
export const useJudgements = (
  planId: string,
  limits: JudgeRequest['limits'],
): UseQueryResult<readonly Judgement[]> =>
  useQuery({
    queryKey: keys.judgements(planId),
    queryFn: async () => (await ask('judgeLimits', { body: { limits } })).judgements,
    enabled: limits.length > 0,
    refetchOnMount: 'always',
    refetchInterval: watchWhile(2 * WHILE_COUNTING_MS, (judged: readonly Judgement[]) =>
      judged.some(isBeingCounted),
    ),
  });

const isBeingCounted = (judged: Judgement): boolean =>
  judged.kind === 'running' || (judged.kind === 'scanned' && judged.again);
