// EmptyState and ErrorState.
import type { EmptyStateProps, ErrorStateProps } from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';
import { Picture } from '../media/Illustration.tsx';

export function EmptyState(props: EmptyStateProps) {
  const { title = 'No data', layout = 'horizontal', imageWidth = 250, imageName } = props;
  const className = classNames(
    'empty-state',
    `empty-state-${layout}`,
    props.flush === true && 'flush',
    props.reverseOrder === true && 'reverse',
  );
  return (
    <div className={className} data-testid={props.testId}>
      <div className="state-text">
        <h3>{title}</h3>
        <div>{props.children}</div>
      </div>
      <Picture subject={imageName ?? 'building'} width={Math.min(imageWidth, 250)} />
    </div>
  );
}

export function ErrorState({ title, type = 'error', children, testId }: ErrorStateProps) {
  const heading = title ?? (type === 'lock' ? 'Access denied' : 'Something went wrong');
  return (
    <div role="alert" className="error-state" data-testid={testId}>
      <Picture subject={type} width={140} />
      <h3>{heading}</h3>
      <div>{children}</div>
    </div>
  );
}
