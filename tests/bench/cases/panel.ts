// The panel in a browser, against the smallest extension that draws one table of the same rows.
import { CALLS_PER_DIRECTION } from '../bound.ts';
import {
  choosingKeys,
  firstResultMs,
  limitKeys,
  MOST_LIMIT_KEYS,
  openedMs,
  peerKeys,
  ROWS,
  searchMs,
} from '../panel/measures.ts';
import { MOST_LABELS, PANEL_DIRECTIONS, PANEL_LABELS } from '../panel/seed.ts';
import { LATENCY_MS, startPanel, type PanelWorld } from '../panel/world.ts';
import { atMost, median, percentile, under, type BenchCase, type Figure } from '../report.ts';
import { nextLimit } from './apply.ts';

/** An opened page takes half a second, so each run opens several. */
const OPENINGS = 5;
const SEARCHES = 5;
const OPENED_TIMES = 1.5;
const KEY_MS = 50;
const BUNDLE_KB = 60;
const KEYS_OF_100 = 95;

const ONE_TABLE =
  'the smallest extension that draws one table of the same rows, in the same page, from the same server';
const SETTING = `${PANEL_DIRECTIONS.toLocaleString('en')} directions and ${PANEL_LABELS.toLocaleString('en')} labels; the bundle of HubSpot's builder in the local portal's page, headless Chromium. Measured in the page, up to the frame that shows it. Page and emulated HubSpot are served by the bench's own process, which otherwise waits.`;

export const panelCase: BenchCase = {
  name: 'panel',
  async run({ runs, shrink, say }) {
    const world = await startPanel(shrink, say);
    try {
      const openings = Math.max(1, Math.round(OPENINGS / shrink));
      const keys = Math.max(4, Math.round(MOST_LIMIT_KEYS / shrink));
      // One of each to warm up.
      await openedMs(world, 'ours');
      await openedMs(world, 'peer');
      const opened = { ours: [] as number[], peer: [] as number[] };
      const typed = { chosen: [] as number[], limits: [] as number[], peer: [] as number[] };
      const [searched, applied]: [number[], number[]] = [[], []];
      for (let run = 0; run < runs; run += 1) {
        await world.rest();
        for (let opening = 0; opening < openings; opening += 1) {
          opened.ours.push(await openedMs(world, 'ours'));
          opened.peer.push(await openedMs(world, 'peer'));
        }
        typed.chosen.push(percentile(await choosingKeys(world, Math.min(ROWS, keys)), KEYS_OF_100));
        typed.limits.push(percentile(await limitKeys(world, keys), KEYS_OF_100));
        typed.peer.push(percentile(await peerKeys(world, keys), KEYS_OF_100));
        searched.push(median(await searchMs(world, Math.max(1, Math.round(SEARCHES / shrink)))));
        applied.push(await firstResultMs(world, nextLimit()));
        say(
          `panel: opened ${text(median(opened.ours))}, peer ${text(median(opened.peer))}; a key ${text(typed.chosen.at(-1))} and ${text(typed.limits.at(-1))}, peer ${text(typed.peer.at(-1))}; first result ${text(applied.at(-1))}`,
        );
      }
      return {
        figures: [
          openedFigure(runs, openings, opened),
          ...keyFigures(runs, keys, typed),
          searchFigure(runs, searched),
          appliedFigure(runs, applied),
          bundleFigure(world),
        ],
      };
    } finally {
      await world.close();
    }
  },
};

const text = (ms = Number.NaN): string => `${ms.toFixed(0)} ms`;

const none = { peer: null, peerIs: null, bound: null, boundIs: null, aim: null } as const;

function openedFigure(
  runs: number,
  openings: number,
  opened: { readonly ours: readonly number[]; readonly peer: readonly number[] },
): Figure {
  const [ours, peer] = [median(opened.ours), median(opened.peer)];
  return {
    ...none,
    name: 'Page opened → table usable',
    unit: 'ms',
    better: 'lower',
    runs,
    ours,
    peer,
    peerIs: ONE_TABLE,
    aim: atMost(ours, peer, OPENED_TIMES, 'the smallest extension'),
    note: `From the navigation, in a browser without a cache, to the frame with the 50 rows of the overview's first page. The panel opens on another tab; the overview's is pressed by the page itself as soon as it is there, so all that the panel does before counts. ${String(openings)} openings of each a run, in turn. ${SETTING}`,
  };
}

function keyFigures(
  runs: number,
  keys: number,
  typed: {
    readonly chosen: readonly number[];
    readonly limits: readonly number[];
    readonly peer: readonly number[];
  },
): readonly Figure[] {
  const figure = (what: string, values: readonly number[], note: string): Figure => ({
    ...none,
    name: `Key pressed → painted, ${what}, 95 of 100 within`,
    unit: 'ms',
    better: 'lower',
    runs,
    ours: median(values),
    peer: median(typed.peer),
    peerIs: `a field of the smallest extension, which repeats what is typed (${String(keys)} keys a run)`,
    aim: under(median(values), KEY_MS, 'ms'),
    note: `From the key to the frame with the last thing that it changed. ${note} ${SETTING}`,
  });
  return [
    figure(
      'choosing labels',
      typed.chosen,
      `Each label of the overview's page is chosen by the space bar; the number of the chosen ones and the field for their limit follow. ${String(Math.min(ROWS, keys))} keys a run.`,
    ),
    figure(
      'typing limits',
      typed.limits,
      `In a pair of ${String(MOST_LABELS)} labels, into row after row, none taken back: the row says what the limit changes and means, and the list of unsaved limits follows. ${String(keys)} keys a run.`,
    ),
  ];
}

const searchFigure = (runs: number, searched: readonly number[]): Figure => ({
  ...none,
  name: 'Last letter of a search → its rows',
  unit: 'ms',
  better: 'lower',
  runs,
  ours: median(searched),
  bound: 300,
  boundIs: 'the pause after which the panel asks, so that not every letter is a request',
  note: `In the overview; the letter itself is there like any other. ${SETTING}`,
});

function appliedFigure(runs: number, applied: readonly number[]): Figure {
  const { look, write, readBack } = CALLS_PER_DIRECTION;
  return {
    ...none,
    name: 'Apply clicked → first row’s result',
    unit: 'ms',
    better: 'lower',
    runs,
    ours: median(applied),
    bound: (look + write + readBack) * LATENCY_MS,
    boundIs: `the look, the write and the read-back of the first direction at ${String(LATENCY_MS)} ms each`,
    note: `100 labels of the overview's first two pages get one limit. Beside HubSpot's calls it holds the way through the queue and the wait for the panel's next look at the plan. ${SETTING}`,
  };
}

function bundleFigure({ gzipped }: PanelWorld): Figure {
  const ours = gzipped.ours / 1_000;
  return {
    ...none,
    name: 'Bundle, compressed',
    unit: 'kB',
    better: 'lower',
    runs: 1,
    ours,
    peer: gzipped.peer / 1_000,
    peerIs: ONE_TABLE,
    bound: gzipped.packages / 1_000,
    boundIs:
      'what the panel imports from react-query, zod and HubSpot’s SDK, without a line of ours',
    aim: under(ours, BUNDLE_KB, 'kB', 'gzip'),
    note: "What HubSpot's builder makes of the whole panel, by zlib's gzip; React and HubSpot's components are the page's. Of what is ours a third is sentences for people; see the design.",
  };
}
