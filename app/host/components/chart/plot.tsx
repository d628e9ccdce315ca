// The frame of both charts: size, scale, grid lines and the categories below.
import type { ReactNode } from 'react';
import type { ChartTable } from './series.ts';

export const plot = { width: 640, height: 290, left: 84, right: 12, top: 22, bottom: 60 } as const;

const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** A value as axis and labels show it. */
export const valueText = (value: number): string => exact.format(value);

const innerHeight = plot.height - plot.top - plot.bottom;
const innerWidth = plot.width - plot.left - plot.right;
const baseLine = plot.height - plot.bottom;

/** Where a value lies; 0 is the base line. */
export const yOf = (value: number, highest: number): number =>
  plot.top + innerHeight * (1 - value / highest);

/** Grid lines lie at 1, 2 or 5 times a power of ten. */
function gridOf(highest: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(highest / 4));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => highest / one <= 5);
  const lines = Math.floor(highest / (step ?? highest)) + 1;
  return Array.from({ length: lines }, (_, index) => index * (step ?? highest));
}

/** Width of one category and the middle of the category at `index`. */
export function band(table: ChartTable, index: number): { width: number; middle: number } {
  const width = innerWidth / Math.max(1, table.categories.length);
  return { width, middle: plot.left + width * (index + 0.5) };
}

interface PlotProps {
  readonly table: ChartTable;
  readonly children: ReactNode;
}

export function Plot({ table, children }: PlotProps) {
  return (
    <svg className="plot" viewBox={`0 0 ${plot.width} ${plot.height}`} aria-hidden="true">
      {gridOf(table.highest).map((value) => (
        <g key={value}>
          <line
            x1={plot.left}
            x2={plot.width - plot.right}
            y1={yOf(value, table.highest)}
            y2={yOf(value, table.highest)}
          />
          <text x={plot.left - 8} y={yOf(value, table.highest) + 4} textAnchor="end">
            {valueText(value)}
          </text>
        </g>
      ))}
      {children}
      {table.categories.map((category, index) => (
        <text key={category} x={band(table, index).middle} y={baseLine + 20} textAnchor="middle">
          {category}
        </text>
      ))}
      <text x={plot.left + innerWidth / 2} y={plot.height - 10} textAnchor="middle">
        {table.xLabel}
      </text>
      <text
        x={14}
        y={plot.top + innerHeight / 2}
        textAnchor="middle"
        transform={`rotate(-90 14 ${plot.top + innerHeight / 2})`}
      >
        {table.yLabel}
      </text>
    </svg>
  );
}
