// List, DescriptionList and its items.
import { Children } from 'react';
import type {
  DescriptionListItemProps,
  DescriptionListProps,
  ListProps,
} from '@hubspot/ui-extensions';

export function List({ children, variant = 'unordered', testId }: ListProps) {
  const items = Children.map(children, (child) => <li>{child}</li>);
  const shared = { className: `list list-${variant}`, 'data-testid': testId };
  return variant.startsWith('ordered') ? (
    <ol {...shared}>{items}</ol>
  ) : (
    <ul {...shared}>{items}</ul>
  );
}

export function DescriptionList({ children, direction = 'column', testId }: DescriptionListProps) {
  return (
    <dl className={`description-list description-list-${direction}`} data-testid={testId}>
      {children}
    </dl>
  );
}

export function DescriptionListItem({ label, children, testId }: DescriptionListItemProps) {
  return (
    <div data-testid={testId}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
