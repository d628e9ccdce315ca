// The frame of both charts: size, scale, grid lines and the categories below.
import type { ReactNode } from 'react';
import type { ChartTable } from './series.ts';

export const plot = { width: 640, height: 260, left: 48, right: 12, top: 16, bottom: 34 } as const;

const innerHeight = plot.height - plot.top - plot.bottom;
const innerWidth = plot.width - plot.left - plot.right;

/** Where a value lies; 0 is the base line. */
export const yOf = (value: number, highest: number): number =>
  plot.top + innerHeight * (1 - value / highest);

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
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => share * table.highest);
  return (
    <svg className="plot" viewBox={`0 0 ${plot.width} ${plot.height}`} aria-hidden="true">
      {lines.map((value) => (
        <g key={value}>
          <line
            x1={plot.left}
            x2={plot.width - plot.right}
            y1={yOf(value, table.highest)}
            y2={yOf(value, table.highest)}
          />
          <text x={plot.left - 8} y={yOf(value, table.highest) + 4} textAnchor="end">
            {Math.round(value * 100) / 100}
          </text>
        </g>
      ))}
      {children}
      {table.categories.map((category, index) => (
        <text key={category} x={band(table, index).middle} y={plot.height - 12} textAnchor="middle">
          {category}
        </text>
      ))}
    </svg>
  );
}
