// What the panel asks the server about one-time codes, as react-query hooks.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { EnteredSetup, SetupCode, SetupCodes } from '../domain/setup/code.ts';
import type { EnterCodeRequest, MakeCodeRequest } from '../domain/requests/setup.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';
import { watchWhile } from './watchWhile.ts';

/** While a code is waiting it may be used or run out; its minutes are counted at this pace too. */
const WAITING_POLL_MS = 15_000;

/** The codes that this portal made lately, newest first. */
export const useSetupCodes = (): UseQueryResult<SetupCodes> =>
  useQuery({
    queryKey: keys.setupCodes,
    queryFn: () => ask('setupCodes'),
    refetchInterval: watchWhile(WAITING_POLL_MS, ({ codes }: SetupCodes) =>
      codes.some(({ state }) => state === 'waiting'),
    ),
  });

export interface CodeWish extends MakeCodeRequest {
  readonly codeId: string;
}

/** Makes a code. Sending the same id again is safe: it is the same code. */
export function useMakeCode(
  onMade: () => void,
): UseMutationResult<SetupCode, RequestFailed, CodeWish> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ codeId, ...body }: CodeWish) => ask('makeCode', { path: { codeId }, body }),
    onSuccess: (code) => {
      onMade();
      showCode(client, code);
    },
  });
}

export function useWithdrawCode(): UseMutationResult<SetupCode, RequestFailed, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (codeId: string) => ask('withdrawCode', { path: { codeId } }),
    onSuccess: (code) => {
      showCode(client, code);
    },
  });
}

/** What the server said of a code is shown at once; the rest of the list is asked for. */
function showCode(client: QueryClient, code: SetupCode): void {
  client.setQueryData<SetupCodes>(keys.setupCodes, (before) => {
    const others = before?.codes ?? [];
    return others.some(({ codeId }) => codeId === code.codeId)
      ? { codes: others.map((one) => (one.codeId === code.codeId ? code : one)) }
      : { codes: [code, ...others] };
  });
  forget(client, keys.setupCodes, keys.history);
}

/** Enters another portal's code, and hands on what it carries. */
export function useEnterCode(
  onEntered: (entered: EnteredSetup) => void,
): UseMutationResult<EnteredSetup, RequestFailed, EnterCodeRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EnterCodeRequest) => ask('enterCode', { body }),
    onSuccess: (entered) => {
      forget(client, keys.history);
      onEntered(entered);
    },
  });
}
