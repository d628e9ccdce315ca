// The lines of a LineChart.
import type { ChartOptions } from '@hubspot/ui-extensions';
import { band, Plot, valueText, yOf } from './plot.tsx';
import type { ChartTable, Series } from './series.ts';

interface LinesProps {
  readonly table: ChartTable;
  readonly options: ChartOptions | undefined;
}

interface Point {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

export function Lines({ table, options }: LinesProps) {
  return (
    <Plot table={table}>
      {table.series.map((series) => {
        const points = pointsOf(table, series);
        return (
          <g key={series.name}>
            <polyline
              points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
              fill="none"
              stroke={series.color}
              strokeWidth="3"
            />
            {points.map(({ key, x, y, value }) => (
              <g key={key}>
                <circle cx={x} cy={y} r="4" fill={series.color}>
                  {options?.showTooltips === true && <title>{`${key}: ${valueText(value)}`}</title>}
                </circle>
                {options?.showDataLabels === true && (
                  <text x={x} y={y - 8} textAnchor="middle">
                    {valueText(value)}
                  </text>
                )}
              </g>
            ))}
          </g>
        );
      })}
    </Plot>
  );
}

function pointsOf(table: ChartTable, { name, values }: Series): Point[] {
  return table.categories.flatMap((category, index) => {
    const value = values[index];
    if (value === undefined) return [];
    const { middle } = band(table, index);
    return [{ key: `${category}, ${name}`, x: middle, y: yOf(value, table.highest), value }];
  });
}
