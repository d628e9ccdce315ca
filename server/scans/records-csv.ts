// The records above a limit as CSV, read page by page so that a million lines need no memory.
import type { PortalId } from '../ids.ts';
import type { Portals } from '../storage/portals.ts';
import type { RecordCount, ScanViews, TypeAsked } from '../storage/scan-views.ts';
import type { Scans } from '../storage/scans.ts';
import { recordUrl } from './record-url.ts';

export interface RecordsCsvParts {
  readonly scans: Pick<Scans, 'find'>;
  readonly views: Pick<ScanViews, 'pageOver'>;
  readonly portals: Pick<Portals, 'find'>;
}

export type RecordsCsv =
  | {
      readonly kind: 'list';
      readonly fileName: string;
      /** null: the list went while it was read, so what came is not the whole of it. */
      readonly lines: AsyncIterable<string | null>;
    }
  | { readonly kind: 'no_such_scan' }
  | { readonly kind: 'ids_deleted' };

const LINES_AT_ONCE = 5_000;

/** The list, where it is there. Ids and counts only: nothing a spreadsheet executes. */
export async function recordsCsv(
  parts: RecordsCsvParts,
  asked: { readonly portal: PortalId; readonly scanId: string; readonly type: TypeAsked },
): Promise<RecordsCsv> {
  const { portal, scanId, type } = asked;
  const scan = await parts.scans.find(portal, scanId);
  if (!scan) return { kind: 'no_such_scan' };
  if (scan.recordsDeletedAt !== null) return { kind: 'ids_deleted' };
  const { from } = scan;
  const { uiDomain = null } = (await parts.portals.find(portal)) ?? {};
  const lineOf = ({ recordId, associations }: RecordCount): string =>
    `${String(recordId)},${String(associations)},${recordUrl(uiDomain, portal, from, recordId)}\r\n`;
  async function* lines(): AsyncIterable<string | null> {
    yield 'record_id,associations,url\r\n';
    for (let after: RecordCount | null = null; ;) {
      const page = { after, limit: LINES_AT_ONCE };
      const rows: readonly RecordCount[] = await parts.views.pageOver(portal, scanId, type, page);
      yield rows.map(lineOf).join('');
      const last = rows.at(-1);
      if (!last || rows.length < LINES_AT_ONCE) break;
      after = last;
    }
    const now = await parts.scans.find(portal, scanId);
    if (now?.recordsDeletedAt !== null) yield null;
  }
  return {
    kind: 'list',
    fileName: `atmost-${scan.from}-${scan.to}-over-${String(type.over)}.csv`,
    lines: lines(),
  };
}
