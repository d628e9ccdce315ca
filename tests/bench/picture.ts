// The figures as a picture: for each one bar of ours, of the peer and of the bound, and how the time
// grows. Readable on light and dark pages, and without telling colours apart.
import type { Figure, Growth, Report } from './report.ts';
import { aimText, amount } from './table.ts';

const WIDTH = 760;
const BARS_FROM = 150;
const BARS_WIDTH = 440;
const BAR = 16;
const LINE = 22;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .name { font-weight: 600; font-size: 14px }
  .faint { fill: #57606a; font-size: 12px }
  .ours { fill: #0969da } .peer { fill: #8c959f } .bound { fill: #d4a72c }
  .line { fill: none; stroke: #0969da; stroke-width: 2 }
  .linear { fill: none; stroke: #8c959f; stroke-dasharray: 4 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .faint { fill: #9198a1 }
    .ours { fill: #58a6ff } .peer { fill: #6e7681 } .bound { fill: #e3b341 }
    .line { stroke: #58a6ff } .linear { stroke: #6e7681 }
  }`;

interface Part {
  readonly height: number;
  readonly body: string;
}

/** An SVG of the whole report. */
export function picture({ figures, growths }: Report): string {
  const parts = [...figures.map(bars), ...(growths.length === 0 ? [] : [curves(growths)])];
  const placed = parts.reduce<{ readonly top: number; readonly body: readonly string[] }>(
    ({ top, body }, part) => ({
      top: top + part.height,
      body: [...body, `<g transform="translate(20 ${String(top)})">${part.body}</g>`],
    }),
    { top: 16, body: [] },
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(placed.top)}" role="img" aria-label="Speed: ours, the peer's and the bound">
<style>${STYLE}</style>
${placed.body.join('\n')}
</svg>
`;
}

function bars(figure: Figure): Part {
  const { ours, peer, bound, unit } = figure;
  const rows = [
    { kind: 'ours', word: 'Atmost', value: ours },
    ...(peer === null ? [] : [{ kind: 'peer', word: 'peer', value: peer }]),
    ...(bound === null ? [] : [{ kind: 'bound', word: 'bound', value: bound }]),
  ];
  const longest = Math.max(...rows.map(({ value }) => value));
  const drawn = rows.map(({ kind, word, value }, index) => {
    const top = 22 + index * LINE;
    const width = Math.max(2, (value / longest) * BARS_WIDTH);
    return `<text x="${String(BARS_FROM - 10)}" y="${String(top + 13)}" text-anchor="end">${word}</text><rect class="${kind}" x="${String(BARS_FROM)}" y="${String(top)}" width="${width.toFixed(1)}" height="${String(BAR)}" rx="2"/><text x="${(BARS_FROM + width + 8).toFixed(1)}" y="${String(top + 13)}">${amount(value, unit)}</text>`;
  });
  const aim = aimText(figure);
  const below = 22 + rows.length * LINE;
  return {
    height: below + (aim === '' ? 14 : 34),
    body: `<text class="name" y="12">${escaped(figure.name)}</text>${drawn.join('')}${aim === '' ? '' : `<text class="faint" x="${String(BARS_FROM)}" y="${String(below + 12)}">${escaped(aim)}</text>`}`,
  };
}

const CURVE = { width: 300, height: 110, top: 42, gap: 70, rowHeight: 232 };
const CURVES_IN_A_ROW = 2;

function curves(growths: readonly Growth[]): Part {
  const rows = Math.ceil(growths.length / CURVES_IN_A_ROW);
  return {
    height: rows * CURVE.rowHeight,
    body: growths
      .map((growth, index) => {
        const left = (index % CURVES_IN_A_ROW) * (CURVE.width + CURVE.gap);
        const top = Math.floor(index / CURVES_IN_A_ROW) * CURVE.rowHeight;
        return `<g transform="translate(${String(left)} ${String(top)})">${curve(growth)}</g>`;
      })
      .join(''),
  };
}

/** Time over size; the dashed line is what ten times the smallest would be. */
function curve(growth: Growth): string {
  const { name, counted, points, unit } = growth;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  const most = Math.max(last.ours, first.ours * last.times);
  const place = (times: number, value: number): string =>
    `${((times / last.times) * CURVE.width).toFixed(1)},${(CURVE.top + CURVE.height * (1 - value / most)).toFixed(1)}`;
  const line = points.map(({ times, ours }) => place(times, ours)).join(' ');
  const linear = `${place(0, 0)} ${place(last.times, first.ours * last.times)}`;
  const dots = points.map(
    ({ times, ours }) =>
      `<circle class="ours" r="3.5" cx="${place(times, ours).replace(',', '" cy="')}"/>`,
  );
  const below = CURVE.top + CURVE.height;
  return `<text class="name" y="12">${escaped(name)}</text><text class="faint" y="30">${first.size} to ${last.size} ${escaped(counted)}</text><polyline class="linear" points="${linear}"/><polyline class="line" points="${line}"/>${dots.join('')}<text x="0" y="${String(below + 22)}">${amount(first.ours, unit)} to ${amount(last.ours, unit)}; dashed: linear</text><text class="faint" x="0" y="${String(below + 40)}">${escaped(aimText(growth))}</text>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
