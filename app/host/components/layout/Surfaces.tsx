// Card, Tile, Divider and Spacer.
import type { CardProps, DividerProps, SpacerProps, TileProps } from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';
import { shortSize } from '../sizes.ts';

export function Card({ children, testId }: CardProps) {
  return (
    <div className="card" data-testid={testId}>
      {children}
    </div>
  );
}

export function Tile({ children, compact = false, flush = false, testId }: TileProps) {
  return (
    <div
      className={classNames('tile', compact && 'compact', flush && 'flush')}
      data-testid={testId}
    >
      {children}
    </div>
  );
}

export function Divider({ size, testId }: DividerProps) {
  return (
    <hr
      className="divider"
      style={{ marginBlock: `var(--gap-${shortSize(size, 'flush')})` }}
      data-testid={testId}
    />
  );
}

export function Spacer({ size, testId }: SpacerProps) {
  return (
    <div
      aria-hidden="true"
      style={{ height: `var(--gap-${shortSize(size, 'sm')})` }}
      data-testid={testId}
    />
  );
}
