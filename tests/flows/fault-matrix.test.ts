// Every call to HubSpot × every failure × every place: what is shown is true, nothing is written
// twice, the person is told what to do, and once the failure is gone nothing is lost. The calls are
// those that the places make when all is well; server/hubspot/versions.ts says whether any is missing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameOf, playCell, playHealthy, type Cell, type Healthy } from './matrix/cell.ts';
import { allCells, chosenCells } from './matrix/cells.ts';
import { isSentTo, knownPaths, playedElsewhere } from './matrix/calls.ts';
import { failures } from './matrix/failures.ts';
import { places } from './matrix/places.ts';
import { openStage, type Stage } from './matrix/stage.ts';

const SEED = Number(process.env['ATMOST_SEED'] ?? Date.now() % 1_000_000);

let stage: Stage;
let healthy: readonly Healthy[];
let cells: readonly Cell[];

beforeAll(async () => {
  stage = await openStage();
  const played: Healthy[] = [];
  for (const place of places) played.push(await playHealthy(stage, place));
  healthy = played;
  const all = allCells(healthy);
  cells = chosenCells(all, SEED);
  process.stdout.write(
    `Fault matrix: ${String(cells.length)} of ${String(all.length)} cells, ATMOST_SEED=${String(SEED)}\n`,
  );
});
afterAll(() => stage.world.close());

const kinds = (): readonly string[] => [
  ...new Set(healthy.flatMap(({ calls }) => calls.map(({ kind }) => kind))),
];
const isOfPath = (pattern: RegExp) => (kind: string) => pattern.test(kind.split(' ')[1] ?? '');

test('every place answers when all is well', () => {
  const unwell = healthy.filter(({ answer, seen }) => answer.status !== 200 || seen.status !== 200);
  // A code that nobody made is refused, and is looked up like any other.
  expect(unwell.map(({ place, answer }) => [place.name, answer.text])).toEqual([
    ['enterCode', expect.stringContaining('code_unknown')],
  ]);
});

test('every path that the server sends to is met in some place, and no other', () => {
  const paths = [...knownPaths()].filter(([name]) => isSentTo(name));
  const missing = paths.filter(([, path]) => !kinds().some(isOfPath(path)));
  expect(missing.map(([name]) => name)).toEqual(Object.keys(playedElsewhere));
  expect(kinds().filter((kind) => !paths.some(([, path]) => isOfPath(path)(kind)))).toEqual([]);
});

test.for(failures)('$name', { timeout: 600_000 }, async (failure) => {
  const broken: string[] = [];
  for (const cell of cells.filter((one) => one.failure === failure)) {
    try {
      await playCell(stage, cell);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      broken.push(`${nameOf(cell)}\n  ${why.slice(0, 1_500)}`);
    }
  }
  expect(broken.join('\n'), `ATMOST_SEED=${String(SEED)}`).toBe('');
});
