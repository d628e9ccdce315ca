// The faults a developer wants most often; tests queue any other at /_portal/faults.
import type { Change } from './portal-admin.ts';

interface CommonFault {
  readonly title: string;
  readonly fault: object;
  /** Only calls of this method are struck. */
  readonly method?: 'POST';
}

export const commonFaults: readonly CommonFault[] = [
  {
    title: '429 rate limit',
    fault: { kind: 'rate-limit', policyName: 'TEN_SECONDLY_ROLLING' },
  },
  { title: '502 bad gateway', fault: { kind: 'status', status: 502 } },
  { title: 'Slow (8 s)', fault: { kind: 'slow', ms: 8000 } },
  { title: 'Write done, answer lost', fault: { kind: 'lost' }, method: 'POST' },
];

/** Queues a fault for the next `times` CRM calls of one portal. */
export function queueFault(
  { fault, method }: CommonFault,
  times: number,
  portalId: number,
): Change {
  const match = { path: '/crm', ...(method !== undefined && { method }) };
  return ['POST', '/_portal/faults', { match, times, fault, portalId }];
}
