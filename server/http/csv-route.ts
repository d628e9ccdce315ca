// The list of records above a limit as CSV, behind a signed link.
import { Router, type Response } from 'express';
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
    if (list === null) {
      refuse(
        response,
        410,
        'This scan is gone; a newer one replaced it. Ask for the list in Atmost again.',
      );
      return;
    }
    response.set('cache-control', 'no-store');
    response.attachment(list.fileName).type('text/csv; charset=utf-8');
    for await (const lines of list.lines) {
      if (!response.write(lines)) await drained(response);
      if (response.destroyed) return;
    }
    response.end();
  });
  return router;
}

const refuse = (response: Response, status: number, sentence: string): void => {
  response.status(status).type('text/plain; charset=utf-8').send(sentence);
};

/** Waits until the browser has taken what was sent, or is gone. */
const drained = (response: Response): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
