// The records above a limit as CSV, read page by page so that a million lines need no memory.
import type { PortalId } from '../ids.ts';
import type { Portals } from '../storage/portals.ts';
import type { ScanViews, TypeAsked } from '../storage/scan-views.ts';
import type { Scans } from '../storage/scans.ts';
import { recordUrl } from './record-url.ts';

export interface RecordsCsvParts {
  readonly scans: Scans;
  readonly views: ScanViews;
  readonly portals: Portals;
}

export interface RecordsCsv {
  readonly fileName: string;
  readonly lines: AsyncIterable<string>;
}

const LINES_AT_ONCE = 5_000;

/** The list, or null where the scan is gone. Ids and counts only: nothing a spreadsheet executes. */
export async function recordsCsv(
  parts: RecordsCsvParts,
  asked: { readonly portal: PortalId; readonly scanId: string; readonly type: TypeAsked },
): Promise<RecordsCsv | null> {
  const { portal, scanId, type } = asked;
  const scan = await parts.scans.find(portal, scanId);
  if (!scan) return null;
  const { from } = scan;
  const { uiDomain = null } = (await parts.portals.find(portal)) ?? {};
  async function* lines(): AsyncIterable<string> {
    yield 'record_id,associations,url\r\n';
    for (let after = -1; ;) {
      const rows = await parts.views.pageOver(portal, scanId, type, {
        after,
        limit: LINES_AT_ONCE,
      });
      const last = rows.at(-1);
      if (!last) return;
      yield rows
        .map(
          ({ recordId, associations }) =>
            `${String(recordId)},${String(associations)},${recordUrl(uiDomain, portal, from, recordId)}\r\n`,
        )
        .join('');
      after = last.recordId;
    }
  }
  return {
    fileName: `atmost-${scan.from}-${scan.to}-over-${String(type.over)}.csv`,
    lines: lines(),
  };
}
