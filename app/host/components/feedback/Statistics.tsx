// Statistics, their items and trends.
import type {
  StatisticsItemProps,
  StatisticsProps,
  StatisticsTrendProps,
} from '@hubspot/ui-extensions';

export function Statistics({ children, testId }: StatisticsProps) {
  return (
    <dl className="statistics" data-testid={testId}>
      {children}
    </dl>
  );
}

export function StatisticsItem({ label, number, children, testId }: StatisticsItemProps) {
  return (
    <div className="statistics-item" data-testid={testId}>
      <dt>{label}</dt>
      <dd>
        <div className="statistics-number">{number}</div>
        {children}
      </dd>
    </div>
  );
}

export function StatisticsTrend({ value, direction, color, testId }: StatisticsTrendProps) {
  const up = direction === 'increase';
  const shade = color ?? (up ? 'green' : 'red');
  return (
    <span className={`trend trend-${shade}`} data-testid={testId}>
      <span aria-hidden="true">{up ? '▲' : '▼'}</span>{' '}
      <span className="visually-hidden">{up ? 'Up' : 'Down'}</span> {value}
    </span>
  );
}
