// The handlers of the routes about scans.
import { success } from '#domain/result.ts';
import type { CsvLink } from '#domain/scan.ts';
import type { RouteName } from '#domain/wire.ts';
import type { Clock } from '../clock.ts';
import type { PanelScans } from '../scans/scans.ts';
import type { Secret } from '../secret.ts';
import { CSV_LINK_MS, CSV_PATH, signCsvGrant, type CsvGrant } from './csv-link.ts';
import type { Handlers } from './signed-route.ts';

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
export function scanHandlers(parts: ScanRouteParts): Handlers<ScanRoute> {
  const { scans } = parts;
  return {
    startScan: ({ asker, path, body }) => scans.start(asker, path.scanId, body),

    scan: ({ asker, path }) => scans.find(asker.portal, path.scanId),

    cancelScan: ({ asker, path }) => scans.cancel(asker, path.scanId),
    resumeScan: ({ asker, path }) => scans.resume(asker, path.scanId),

    recordsOver({ asker, path, query: { category, typeId, over, page = '1' } }) {
      const type = { category, typeId: Number(typeId), over: Number(over) };
      return scans.recordsOver(asker.portal, path.scanId, type, Number(page));
    },

    async csvLink({ asker, path: { scanId }, body: type }) {
      const listed = await scans.canList(asker.portal, scanId, type);
      return listed.ok ? success(linkOf(parts, { portal: asker.portal, scanId, type })) : listed;
    },

    latestScan: async ({ asker, path }) => success(await scans.latest(asker.portal, path)),

    limitReport: ({ asker, path }) => scans.report(asker.portal, path),

    judgeLimits: async ({ asker, body }) =>
      success({ judgements: [...(await scans.judge(asker.portal, body.limits))] }),
  };
}

function linkOf({ publicBaseUrl, clientSecret, clock }: ScanRouteParts, grant: CsvGrant): CsvLink {
  const until = clock.now() + CSV_LINK_MS;
  return {
    url: `${publicBaseUrl}${CSV_PATH}/${signCsvGrant(clientSecret, grant, until)}`,
    expiresAt: new Date(until).toISOString(),
  };
}
