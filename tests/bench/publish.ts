// Writes the figures for readers: docs/speed.json, and from it docs/speed.md and the picture.
import { writeFileSync } from 'node:fs';
import { picture } from './picture.ts';
import type { Figure, Growth, Report } from './report.ts';
import { aimText, amount, figureCells, table } from './table.ts';

/** Writes the three files below docs/. */
export function publish(report: Report): void {
  writeFileSync('docs/speed.json', `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync('docs/speed.md', speedPage(report));
  writeFileSync('docs/pictures/speed.svg', picture(report));
}

/** docs/speed.md, as prettier would write it. */
export function speedPage({ at, machine, figures, growths, notes }: Report): string {
  const rows = figures.map(figureCells);
  const grown = growths.map(({ name, counted, unit, points, aim }) => [
    `${name} (${counted})`,
    points.map(({ size, ours }) => `${size}: ${amount(ours, unit)}`).join(', '),
    aimText({ aim }),
  ]);
  return `# Speed

\`npm run bench\` measures this; \`npm run bench -- --publish\` writes this page. Measured on ${at.slice(0, 10)}, ${machine}.

![The figures of the tables below as bars](pictures/speed.svg)

${table(['', 'Atmost', 'peer', 'bound', 'aim'], rows)}

How the time grows with the work:

${table(['', 'time', 'aim'], grown)}

## How it was measured

${[...notes, ...figures.map(explained), ...growths.map(growthExplained)].map((line) => `- ${line}`).join('\n')}
`;
}

const explained = ({ name, note, peerIs, boundIs }: Figure): string =>
  `**${name}**: ${note}${peerIs === null ? '' : ` Peer: ${peerIs}.`}${boundIs === null ? '' : ` Bound: ${boundIs}.`}`;

const growthExplained = ({ name, counted, note }: Growth): string =>
  `**How ${name} grows (${counted})**: ${note}`;
