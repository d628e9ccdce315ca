// What the server does beside answering: jobs, token refreshes and the outcomes of limits. What an
// alarm waits for is counted as none from the start: a series that begins with its first event has not
// increased by it, as Prometheus sees it.
import { SpanKind, type Attributes } from '@opentelemetry/api';
import { isFinal, unknownReasonSchema, type Outcome } from '#domain/outcome.ts';
import type { Clock } from '../clock.ts';
import type { HubSpotFailureCode } from '../hubspot/failure.ts';
import type { OauthClient } from '../hubspot/oauth.ts';
import type { PortalId } from '../ids.ts';
import type { Plans } from '../storage/plans.ts';
import type { Metrics } from './metrics.ts';
import { inSpan } from './span.ts';

interface PortalJob {
  readonly portal: PortalId;
  readonly planId?: string;
  readonly scanId?: string;
}

/** Makes of a queue's work the same work, measured and traced with its portal and plan. */
export const observeJobs =
  (metrics: Metrics, clock: Clock) =>
  <Job extends PortalJob, End extends { readonly kind: string }>(
    queue: string,
    work: (job: Job) => Promise<End>,
  ): ((job: Job) => Promise<End>) => {
    metrics.jobRuns.zero({ queue, end: FAILED });
    return (job) =>
      inSpan(`job ${queue}`, SpanKind.CONSUMER, attributesOf(job), async (span) => {
        const begun = clock.now();
        let end: string = FAILED;
        try {
          const ended = await work(job);
          end = ended.kind;
          return ended;
        } finally {
          span.setAttribute('atmost.end', end);
          metrics.jobRuns.observe({ queue, end }, (clock.now() - begun) / 1_000);
        }
      });
  };

const FAILED = 'failed';

const attributesOf = ({ portal, planId, scanId }: PortalJob): Attributes => ({
  'atmost.portal': portal,
  ...(planId === undefined ? {} : { 'atmost.plan': planId }),
  ...(scanId === undefined ? {} : { 'atmost.scan': scanId }),
});

const ALARMING: readonly HubSpotFailureCode[] = ['app_misconfigured', 'disconnected'];

/** The same OAuth client, refreshes counted. */
export function observeRefreshes(oauth: OauthClient, metrics: Metrics): OauthClient {
  for (const result of ALARMING) metrics.tokenRefreshes.inc({ result }, 0);
  return {
    ...oauth,
    async refresh(refreshToken) {
      const grant = await oauth.refresh(refreshToken);
      metrics.tokenRefreshes.inc({ result: grant.ok ? 'ok' : grant.failure.code });
      return grant;
    },
  };
}

/** The same store of plans, final outcomes counted once they are stored. */
export function observeOutcomes(plans: Plans, metrics: Metrics): Plans {
  for (const reason of unknownReasonSchema.options) {
    metrics.outcomes.inc({ outcome: 'unknown', reason }, 0);
  }
  return {
    ...plans,
    async record(portal, planId, outcomes) {
      await plans.record(portal, planId, outcomes);
      for (const outcome of outcomes.values()) {
        if (!isFinal(outcome)) continue;
        metrics.outcomes.inc({ outcome: outcome.kind, reason: reasonOf(outcome) });
      }
    },
  };
}

const reasonOf = (outcome: Outcome): string => ('reason' in outcome ? outcome.reason : 'none');
