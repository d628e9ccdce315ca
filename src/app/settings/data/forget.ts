// Makes old what was read: what of it is on show is asked for again at once, the rest once it is shown.
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Forgets all that was read under these names. */
export function forget(client: QueryClient, ...names: readonly QueryKey[]): void {
  for (const queryKey of names) void client.invalidateQueries({ queryKey });
}
