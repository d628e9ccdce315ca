// A server's token keeper in a process of its own: waits for a line on its input, asks for a token
// ten times at once, and prints what it got, one JSON line.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import * as v from 'valibot';
import { systemClock } from '../../../server/clock.ts';
import { sendHttp } from '../../../server/hubspot/http.ts';
import { createOauthClient } from '../../../server/hubspot/oauth.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { createLog } from '../../../server/log.ts';
import { createTokens } from '../../../server/portals/tokens.ts';
import { Secret } from '../../../server/secret.ts';
import { openPostgres } from '../../../server/storage/database.ts';
import { createPortals } from '../../../server/storage/portals.ts';
import { parseKeyRing } from '../../../server/storage/seal.ts';

const [databaseUrl = '', hubspotUrl = '', key = '', portal = ''] = process.argv.slice(2);
const keys = parseKeyRing(key);
if (!keys.ok) throw new Error(keys.failure);
const database = await openPostgres(new Secret(databaseUrl));
const tokens = createTokens({
  portals: createPortals(database.db),
  oauth: createOauthClient({
    send: sendHttp,
    baseUrl: hubspotUrl,
    clientId: 'client',
    clientSecret: new Secret('secret'),
    redirectUri: 'http://localhost/oauth/callback',
  }),
  keys: keys.value,
  clock: systemClock,
  log: createLog({ write: () => undefined }),
  owner: randomUUID(),
  isRunning: () => Promise.resolve(true),
});
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const asked = await Promise.all(
  Array.from({ length: 10 }, () => tokens.accessToken(v.parse(portalIdSchema, portal), null)),
);
const told = asked.map((one) => (one.ok ? one.value.token.reveal() : one.failure.code));
process.stdout.write(`${JSON.stringify(told)}\n`);
await database.close();
process.stdin.destroy();
