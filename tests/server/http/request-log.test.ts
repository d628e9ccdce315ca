// What is logged of a request: its path, and of a link to a list never the token that opens it.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { CSV_PATH } from '../../../server/http/csv-link.ts';
import { logRequests } from '../../../server/http/request-log.ts';
import { createLog } from '../../../server/log.ts';

/** The line about a request for this target, as it stands in the request's first line. */
async function lineOf(target: string): Promise<string> {
  const lines: string[] = [];
  const app = express()
    .use(logRequests(createLog({ write: (line: string) => void lines.push(line) })))
    .get([`${CSV_PATH}/:token`, '/setup'], (_request, response) => {
      response.end('opened');
    });
  const http = createServer(app).listen(0);
  onTestFinished(() => {
    http.close();
    http.closeAllConnections();
  });
  const { port } = http.address() as AddressInfo;
  const sent = request({ port, path: target }).end();
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream];
  response.resume();
  await once(response, 'end');
  await expect.poll(() => lines).toHaveLength(1);
  return lines[0] ?? '';
}

test.for([
  '/scans/csv/planted-token',
  '/SCANS/CSV/planted-token',
  '/scans/csv/planted-token/?a=b',
  // As a proxy may write it.
  'http://atmost.example.com/scans/csv/planted-token',
  '/scans\\csv\\planted-token#here',
])('the token of %s is not logged', async (target) => {
  const line = await lineOf(target);
  expect(line).toContain(`"path":"${CSV_PATH}"`);
  expect(line).toContain('"status":200');
  expect(line).not.toContain('planted-token');
});

test.for(['/setup', '/setup?email=ana@northwind.example', 'http://atmost.example.com/setup?a=b'])(
  'of %s the path is logged, without the query',
  async (target) => {
    expect(await lineOf(target)).toContain('"path":"/setup"');
  },
);
