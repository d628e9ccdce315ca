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
import { LATENCY_MS, startPanel, type PanelWorld } from '../panel/world.ts';
import { atMost, median, percentile, under, type BenchCase, type Figure } from '../report.ts';
import { MOST_LABELS, sizedPortals } from '../sized-portals.ts';
import { nextLimit } from './apply.ts';
import { panelGrowths, type SizedPanel } from './growth-of-panel.ts';

/** An opened page takes half a second, so each run opens several. */
const OPENINGS = 5;
const SEARCHES = 5;
const OPENED_TIMES = 1.5;
const KEY_MS = 50;
const BUNDLE_KB = 60;
const KEYS_OF_100 = 95;

const ONE_TABLE =
  'the smallest extension that draws one table of the same rows, in the same page, from the same server';
const WORLD =
  "The bundle of HubSpot's builder in the local portal's page, headless Chromium; measured in the page, up to the frame that shows it. The emulated HubSpot is the panel's own, not that of the other cases: the bench's process serves it and the page, and otherwise waits.";
const SETTING = `400 directions and 4,000 labels. ${WORLD}`;

export const panelCase: BenchCase = {
  name: 'panel',
  async run({ runs, shrink, say }) {
    const world = await startPanel(shrink, say);
    try {
      const openings = Math.max(1, Math.round(OPENINGS / shrink));
      const keys = Math.max(4, Math.round(MOST_LIMIT_KEYS / shrink));
      const sizes = sizedPortals(shrink).map((portal) => ({
        portal,
        pages: world.pagesOf(portal),
        ...{ opened: [] as number[], chosen: [] as number[], limits: [] as number[] },
      }));
      const [least, most] = [sizes[0], sizes.at(-1)];
      if (!least || !most) throw new RangeError('A panel without portals.');
      const { pages } = most;
      const peer = { opened: [] as number[], typed: [] as number[] };
      const [searched, applied]: [number[], number[]] = [[], []];
      // One opening of each to warm up.
      for (const size of sizes) await openedMs(size.pages, 'ours');
      await openedMs(pages, 'peer');
      for (let run = 0; run < runs; run += 1) {
        await pages.rest();
        for (let opening = 0; opening < openings; opening += 1) {
          for (const size of sizes) size.opened.push(await openedMs(size.pages, 'ours'));
          peer.opened.push(await openedMs(pages, 'peer'));
        }
        // The keys of the sizes between would take minutes, and growth is judged by its ends.
        for (const size of [least, most]) {
          const chosen = await choosingKeys(size.pages, Math.min(ROWS, keys));
          size.chosen.push(percentile(chosen, KEYS_OF_100));
          size.limits.push(percentile(await limitKeys(size.pages, keys), KEYS_OF_100));
        }
        peer.typed.push(percentile(await peerKeys(pages, keys), KEYS_OF_100));
        searched.push(median(await searchMs(pages, Math.max(1, Math.round(SEARCHES / shrink)))));
        applied.push(await firstResultMs(pages, nextLimit()));
        say(
          `panel: opened ${text(median(most.opened))}, peer ${text(median(peer.opened))}; a key ${text(most.chosen.at(-1))} and ${text(most.limits.at(-1))}, peer ${text(peer.typed.at(-1))}; first result ${text(applied.at(-1))}`,
        );
      }
      return {
        figures: [
          openedFigure(runs, openings, { ours: most.opened, peer: peer.opened }),
          ...keyFigures(runs, keys, { ...most, peer: peer.typed }),
          searchFigure(runs, searched),
          appliedFigure(runs, applied),
          bundleFigure(world),
        ],
        growths: panelGrowths(sizes, WORLD),
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
    note: `From the navigation, in a browser without a cache, to the frame with the 50 rows of the overview's first page. The portal was read before, so the panel opens on that tab. ${String(openings)} openings of each a run, in turn, after one of each to warm up. ${SETTING}`,
  };
}

function keyFigures(
  runs: number,
  keys: number,
  typed: Pick<SizedPanel, 'chosen' | 'limits'> & { readonly peer: readonly number[] },
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
      'what the panel imports from react-query, valibot and HubSpot’s SDK, without a line of ours',
    aim: under(ours, BUNDLE_KB, 'kB', 'gzip'),
    note: "What HubSpot's builder makes of the whole panel, by zlib's gzip; React and HubSpot's components are the page's. Of what is ours a good quarter is sentences for people; see the design.",
  };
}
