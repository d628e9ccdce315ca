// A process of its own: sends the requests that standard input tells, and prints what came of them.
import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';
import * as v from 'valibot';
import { askedSchema } from './load.ts';

const { url, connections, seconds, requests } = v.parse(
  askedSchema,
  JSON.parse(await text(process.stdin)),
);
const sent = requests.map(({ path, headers }) => ({ method: 'GET', path, headers }));
let turn = 0;
const result = await autocannon({
  ...{ url, connections, duration: seconds, timeout: 10, requests: sent },
  setupClient(client) {
    // Each connection begins somewhere else, so that they rarely ask the same at once.
    const first = Math.floor((turn * sent.length) / connections);
    turn += 1;
    client.setRequests([...sent.slice(first), ...sent.slice(0, first)]);
  },
});
process.stdout.write(JSON.stringify(result));
