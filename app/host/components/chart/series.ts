// Chart rows -> series: one per value of `groupFieldByColor`, or a single one.
import type { ChartColor, ChartDataRow, ChartProps } from '@hubspot/ui-extensions';

export interface Series {
  readonly name: string;
  readonly color: string;
  /** One value per category, in the categories' order; undefined where there is no row. */
  readonly values: readonly (number | undefined)[];
}

export interface ChartTable {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly highest: number;
  readonly stacked: boolean;
  /** The axes' labels; a field without one is labelled by its name. */
  readonly xLabel: string;
  readonly yLabel: string;
}

const shades: Readonly<Record<ChartColor, string>> = {
  orange: '#ff8f59',
  aqua: '#51d3d9',
  purple: '#bda9ea',
  yellow: '#f5c78e',
  pink: '#ea90b1',
  blue: '#81c1fd',
  green: '#a2d28f',
  darkOrange: '#b84c1b',
  darkAqua: '#007a8c',
  darkPurple: '#6a4fb0',
  darkYellow: '#8f6400',
  darkPink: '#a83a68',
  darkBlue: '#1f6fbf',
  darkGreen: '#3d7a2a',
};

export function chartTable({ data, axes, options }: ChartProps): ChartTable {
  // Rows, or rows with options: Array.isArray alone would widen them to any[].
  const plain = data instanceof Array;
  const rows: ChartDataRow[] = plain ? data : data.data;
  const propertyLabels = plain ? undefined : data.options?.propertyLabels;
  const yLabel = axes.y.label ?? axes.y.field;
  const group = axes.options?.groupFieldByColor;
  const label = (field: string, value: string): string => propertyLabels?.[field]?.[value] ?? value;
  const xs = [...new Set(rows.map((row) => text(row, axes.x.field)))];
  const groups = group === undefined ? [''] : [...new Set(rows.map((row) => text(row, group)))];
  const palette = options?.colorList ?? (Object.keys(shades) as ChartColor[]);
  const series = groups.map((value, index): Series => {
    const own = rows.filter((row) => group === undefined || text(row, group) === value);
    const chosen = axes.options?.colors?.[value] ?? palette[index % palette.length] ?? 'orange';
    return {
      name: group === undefined ? yLabel : label(group, value),
      color: shades[chosen],
      values: xs.map((x) =>
        sum(
          own.filter((row) => text(row, axes.x.field) === x),
          axes.y.field,
        ),
      ),
    };
  });
  const stacked = axes.options?.stacking === true;
  const tops = xs.map((_, index) => {
    const values = series.map(({ values: own }) => own[index] ?? 0);
    return stacked ? values.reduce((total, value) => total + value, 0) : Math.max(0, ...values);
  });
  const categories = xs.map((x) => label(axes.x.field, x));
  return {
    ...{ categories, series, stacked, highest: Math.max(1, ...tops) },
    ...{ xLabel: axes.x.label ?? axes.x.field, yLabel },
  };
}

function text(row: ChartDataRow, field: string): string {
  return String(row[field] ?? '');
}

function sum(rows: readonly ChartDataRow[], field: string): number | undefined {
  if (rows.length === 0) return undefined;
  return rows.reduce((total, row) => total + Number(row[field] ?? 0), 0);
}
