// The handlers of the routes about scans.
import * as v from 'valibot';
import { success } from '#domain/result.ts';
import type { CsvLink } from '#domain/scan.ts';
import type { RouteName } from '#domain/wire.ts';
import {
  csvLinkRequestSchema,
  judgeRequestSchema,
  overLimitQuerySchema,
  startScanRequestSchema,
} from '#domain/requests/scan.ts';
import type { Clock } from '../clock.ts';
import type { PanelScans } from '../scans/scans.ts';
import type { Secret } from '../secret.ts';
import { CSV_LINK_MS, CSV_PATH, signCsvGrant, type CsvGrant } from './csv-link.ts';
import { pathOf } from './path-of.ts';
import type { Handler } from './signed-route.ts';

export interface ScanRouteParts {
  readonly scans: PanelScans;
  readonly publicBaseUrl: string;
  readonly clientSecret: Secret;
  readonly clock: Clock;
}

type ScanRoute = Extract<
  RouteName,
  | 'startScan'
  | 'scan'
  | 'cancelScan'
  | 'resumeScan'
  | 'recordsOver'
  | 'csvLink'
  | 'latestScan'
  | 'limitReport'
  | 'judgeLimits'
>;

/** Handlers by route. */
export function scanHandlers(parts: ScanRouteParts): Readonly<Record<ScanRoute, Handler>> {
  const { scans } = parts;
  return {
    startScan: (asked) =>
      scans.start(
        asked.asker,
        pathOf(asked, 'scanId'),
        v.parse(startScanRequestSchema, asked.body),
      ),

    scan: (asked) => scans.find(asked.asker.portal, pathOf(asked, 'scanId')),

    cancelScan: (asked) => scans.cancel(asked.asker, pathOf(asked, 'scanId')),
    resumeScan: (asked) => scans.resume(asked.asker, pathOf(asked, 'scanId')),

    recordsOver(asked) {
      const { category, typeId, over, page = '1' } = v.parse(overLimitQuerySchema, asked.query);
      const type = { category, typeId: Number(typeId), over: Number(over) };
      return scans.recordsOver(asked.asker.portal, pathOf(asked, 'scanId'), type, Number(page));
    },

    async csvLink(asked) {
      const type = v.parse(csvLinkRequestSchema, asked.body);
      const grant = { portal: asked.asker.portal, scanId: pathOf(asked, 'scanId'), type };
      const listed = await scans.canList(grant.portal, grant.scanId, type);
      return listed.ok ? success(linkOf(parts, grant)) : listed;
    },

    latestScan: async (asked) =>
      success(await scans.latest(asked.asker.portal, directionOf(asked))),

    limitReport: (asked) => scans.report(asked.asker.portal, directionOf(asked)),

    judgeLimits: async ({ asker, body }) =>
      success({
        judgements: [
          ...(await scans.judge(asker.portal, v.parse(judgeRequestSchema, body).limits)),
        ],
      }),
  };
}

const directionOf = (asked: Parameters<Handler>[0]): { from: string; to: string } => ({
  from: pathOf(asked, 'from'),
  to: pathOf(asked, 'to'),
});

function linkOf({ publicBaseUrl, clientSecret, clock }: ScanRouteParts, grant: CsvGrant): CsvLink {
  const until = clock.now() + CSV_LINK_MS;
  return {
    url: `${publicBaseUrl}${CSV_PATH}/${signCsvGrant(clientSecret, grant, until)}`,
    expiresAt: new Date(until).toISOString(),
  };
}
