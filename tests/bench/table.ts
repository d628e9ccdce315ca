// The figures as a table for the terminal.
import type { Figure, Growth, Report } from './report.ts';

/** A figure in words, rounded to what its unit deserves. */
export function amount(value: number, unit: Figure['unit']): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}

/** "1.07 (at most 1.1 × the bound): met". */
export const aimText = ({ aim }: Pick<Figure | Growth, 'aim'>): string =>
  aim ? `${aim.reached.toFixed(2)} (${aim.text}): ${aim.met ? 'met' : 'MISSED'}` : '';

const orNone = (value: number | null, unit: Figure['unit']): string =>
  value === null ? '–' : amount(value, unit);

/** One figure as a row: name, ours, the peer's, the bound, the aim. */
export const figureCells = (figure: Figure): readonly string[] => [
  figure.name,
  amount(figure.ours, figure.unit),
  orNone(figure.peer, figure.unit),
  orNone(figure.bound, figure.unit),
  aimText(figure),
];

/** Lines for the terminal. */
export function tableLines({ figures, growths, notes }: Report): readonly string[] {
  const rows = figures.map(figureCells);
  const grown = growths.flatMap(({ name, counted, unit, points, aim, note }) => [
    `${name} (${counted}): ${points.map(({ size, ours }) => `${size} in ${amount(ours, unit)}`).join(', ')}`,
    `  ${aimText({ aim })}`,
    `  ${note}`,
  ]);
  const details = figures.flatMap((figure) => [
    `${figure.name}: ${figure.note}`,
    ...(figure.peerIs === null ? [] : [`  peer: ${figure.peerIs}`]),
    ...(figure.boundIs === null ? [] : [`  bound: ${figure.boundIs}`]),
  ]);
  return [
    ...aligned([['', 'ours', 'peer', 'bound', 'aim'], ...rows]),
    '',
    ...grown,
    '',
    ...details,
    '',
    ...notes,
  ];
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A table in Markdown, as prettier would write it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(3, ...all.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
