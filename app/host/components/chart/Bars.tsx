// The bars of a BarChart, side by side or stacked.
import type { ChartOptions } from '@hubspot/ui-extensions';
import { band, Plot, valueText, yOf } from './plot.tsx';
import type { ChartTable } from './series.ts';

interface BarsProps {
  readonly table: ChartTable;
  readonly options: ChartOptions | undefined;
}

interface Bar {
  readonly key: string;
  readonly color: string;
  readonly value: number;
  readonly x: number;
  readonly width: number;
  readonly from: number;
}

export function Bars({ table, options }: BarsProps) {
  const { highest } = table;
  return (
    <Plot table={table}>
      {barsOf(table).map(({ key, color, value, x, width, from }) => (
        <g key={key}>
          <rect
            x={x}
            width={width}
            y={yOf(from + value, highest)}
            height={yOf(from, highest) - yOf(from + value, highest)}
            fill={color}
          >
            {options?.showTooltips === true && <title>{`${key}: ${valueText(value)}`}</title>}
          </rect>
          {options?.showDataLabels === true && (
            <text x={x + width / 2} y={yOf(from + value, highest) - 4} textAnchor="middle">
              {valueText(value)}
            </text>
          )}
        </g>
      ))}
    </Plot>
  );
}

function barsOf(table: ChartTable): Bar[] {
  return table.categories.flatMap((category, index) => {
    const { width, middle } = band(table, index);
    const count = table.stacked ? 1 : table.series.length;
    const barWidth = Math.min((width * 0.7) / count, 48);
    let reached = 0;
    return table.series.flatMap(({ name, color, values }, place) => {
      const value = values[index];
      if (value === undefined) return [];
      const from = table.stacked ? reached : 0;
      reached += value;
      const x = middle + barWidth * ((table.stacked ? 0 : place) - count / 2);
      return [{ key: `${category}, ${name}`, color, value, x, width: barWidth, from }];
    });
  });
}
