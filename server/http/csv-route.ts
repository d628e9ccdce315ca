// The list of records above a limit as CSV, behind a signed link.
import { pipeline } from 'node:stream/promises';
import { Router, type Response } from 'express';
import { SCAN_RECORD_DAYS } from '#domain/scan.ts';
import type { Clock } from '../clock.ts';
import type { Secret } from '../secret.ts';
import { recordsCsv, type RecordsCsvParts } from '../scans/records-csv.ts';
import { checkCsvToken, CSV_PATH } from './csv-link.ts';

export interface CsvRouteParts extends RecordsCsvParts {
  readonly clientSecret: Secret;
  readonly clock: Clock;
}

/** The route under CSV_PATH. */
export function csvRoute(parts: CsvRouteParts): Router {
  const router = Router();
  router.get(`${CSV_PATH}/:token`, async (request, response) => {
    const { token } = request.params;
    const check = checkCsvToken(parts.clientSecret, token, parts.clock.now());
    if (check.kind === 'altered') {
      refuse(response, 404, 'There is no list at this address. Ask for it in Atmost again.');
      return;
    }
    if (check.kind === 'expired') {
      refuse(
        response,
        410,
        'This link was good for five minutes. Ask for the list in Atmost again.',
      );
      return;
    }
    const list = await recordsCsv(parts, check.grant);
    if (list.kind !== 'list') {
      refuse(response, 410, GONE[list.kind]);
      return;
    }
    response.attachment(list.fileName).type('text/csv; charset=utf-8');
    await send(response, list.lines);
  });
  return router;
}

const GONE = {
  no_such_scan: 'This scan is gone; a newer one replaced it. Ask for the list in Atmost again.',
  ids_deleted: `The record ids of this scan were deleted; they are kept for ${String(SCAN_RECORD_DAYS)} days, or until Atmost is disconnected. Scan again in Atmost.`,
} as const;

const refuse = (response: Response, status: number, sentence: string): void => {
  response.status(status).type('text/plain; charset=utf-8').send(sentence);
};

/** Sends as fast as the browser takes it. A list that is not whole breaks off, and shows as failed. */
async function send(response: Response, lines: AsyncIterable<string | null>): Promise<void> {
  async function* whole(): AsyncIterable<string> {
    for await (const line of lines) {
      if (line === null) response.destroy();
      else yield line;
    }
  }
  try {
    await pipeline(whole, response);
  } catch (error) {
    if (!endedEarly(error)) throw error;
  }
}

/** The connection ended before the list did: by us, or because the browser left. */
const endedEarly = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
