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
import { callRoute } from './api.ts';
import type { RequestFailed } from './failure.ts';
import { keys } from './keys.ts';
import { value } from './queries.ts';

/** While a code is waiting it may be used or run out; its minutes are counted at this pace too. */
const WAITING_POLL_MS = 15_000;

/** The codes that this portal made lately, newest first. */
export const useSetupCodes = (): UseQueryResult<SetupCodes> =>
  useQuery({
    queryKey: keys.setupCodes,
    queryFn: async () => value(await callRoute('setupCodes')),
    refetchInterval: ({ state }) =>
      state.data?.codes.some((code) => code.state === 'waiting') === true ? WAITING_POLL_MS : false,
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
    mutationFn: async ({ codeId, ...body }: CodeWish) =>
      value(await callRoute('makeCode', { path: { codeId }, body })),
    onSuccess: (code) => {
      onMade();
      showCode(client, code);
    },
  });
}

export function useWithdrawCode(): UseMutationResult<SetupCode, RequestFailed, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (codeId: string) =>
      value(await callRoute('withdrawCode', { path: { codeId } })),
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
  void client.invalidateQueries({ queryKey: keys.setupCodes });
  void client.invalidateQueries({ queryKey: keys.history });
}

/** Enters another portal's code, and hands on what it carries. */
export function useEnterCode(
  onEntered: (entered: EnteredSetup) => void,
): UseMutationResult<EnteredSetup, RequestFailed, EnterCodeRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: EnterCodeRequest) => value(await callRoute('enterCode', { body })),
    onSuccess: (entered) => {
      void client.invalidateQueries({ queryKey: keys.history });
      onEntered(entered);
    },
  });
}
