// Writes to an embedded store until its disk is full, makes room, and writes again; says what happened
// as one line of JSON. Argument: the data directory, on a small disk.
import { closeSync, openSync, rmSync, statfsSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openEmbedded } from '../../server/storage/database.ts';
import { storeTrouble } from '../../server/storage/trouble.ts';

const folder = process.argv[2] ?? '';
const MB = 1_048_576;
const BALLAST_MB = 100;
/** Enough to go on with, not enough to begin again. */
const BORDER_MB = 144;

const database = await openEmbedded(folder);
const { db } = database;
const ballast = join(folder, 'ballast');
const file = openSync(ballast, 'w');
for (let written = 0; written < BALLAST_MB; written += 1) writeSync(file, new Uint8Array(MB));
closeSync(file);

await sql`create table rows (value text)`.execute(db);
/** About 4 MB of table and 4 MB of log. */
const write = () =>
  sql`insert into rows select string_agg(md5(random()::text), '') from generate_series(1, 125000)`.execute(
    db,
  );
const trouble = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => storeTrouble(error) ?? String(error),
  );
const freeMb = (): number => {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / MB);
};

let rows = 0;
let refused = await trouble(write());
for (; refused === null; rows += 1) refused = await trouble(write());
const free = freeMb();
const again = [
  await trouble(write()),
  await trouble(database.ping()),
  // Refused within, so that it is rolled back and not left open.
  await trouble(
    db.transaction().execute((transaction) => sql`delete from rows`.execute(transaction)),
  ),
];
truncateSync(ballast, (BALLAST_MB - (BORDER_MB - free)) * MB);
const atTheBorder = await trouble(write());
rmSync(ballast);
const afterwards = await trouble(write());
const { rows: kept } = await sql<{ count: number }>`select count(*)::int from rows`.execute(db);
await database.close();
process.stdout.write(
  `${JSON.stringify({ rows, refused, free, again, atTheBorder, afterwards, kept: kept[0]?.count })}\n`,
);
