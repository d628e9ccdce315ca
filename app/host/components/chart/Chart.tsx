// BarChart and LineChart: a drawing for the eye, the same numbers as a table for everybody else.
import type { BarChartProps, ChartProps, LineChartProps } from '@hubspot/ui-extensions';
import { Bars } from './Bars.tsx';
import { Lines } from './Lines.tsx';
import { chartTable, type ChartTable } from './series.ts';

export function BarChart(props: BarChartProps) {
  return <Chart props={props} draw={(table) => <Bars table={table} options={props.options} />} />;
}

export function LineChart(props: LineChartProps) {
  return <Chart props={props} draw={(table) => <Lines table={table} options={props.options} />} />;
}

interface ChartFrameProps {
  readonly props: ChartProps;
  readonly draw: (table: ChartTable) => React.ReactNode;
}

function Chart({ props, draw }: ChartFrameProps) {
  const table = chartTable(props);
  const { options, testId } = props;
  const title = options?.title ?? `${table.yLabel} by ${table.xLabel}`;
  return (
    <figure className="chart" data-testid={testId}>
      <figcaption className={options?.title === undefined ? 'visually-hidden' : ''}>
        {title}
      </figcaption>
      {draw(table)}
      {options?.showLegend === true && <Legend table={table} />}
      <DataTable table={table} title={title} />
    </figure>
  );
}

function Legend({ table }: { readonly table: ChartTable }) {
  return (
    <ul className="chart-legend" aria-hidden="true">
      {table.series.map(({ name, color }) => (
        <li key={name}>
          <span style={{ background: color }} /> {name}
        </li>
      ))}
    </ul>
  );
}

interface DataTableProps {
  readonly table: ChartTable;
  readonly title: string;
}

function DataTable({ table, title }: DataTableProps) {
  return (
    <table className="visually-hidden">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{table.xLabel}</th>
          {table.series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.categories.map((category, index) => (
          <tr key={category}>
            <th scope="row">{category}</th>
            {table.series.map(({ name, values }) => (
              <td key={name}>{values[index] ?? ''}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
