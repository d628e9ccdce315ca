// Flex, Box, Inline, AutoGrid and the deprecated Stack.
import type { CSSProperties } from 'react';
import type {
  AutoGridProps,
  BoxProps,
  FlexProps,
  InlineProps,
  StackProps,
} from '@hubspot/ui-extensions';
import { shortSize } from '../sizes.ts';

const justifications: Readonly<Record<string, string>> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  around: 'space-around',
  between: 'space-between',
};

const alignments: Readonly<Record<string, string>> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  baseline: 'baseline',
  stretch: 'stretch',
  auto: 'auto',
};

/** One of the style sheet's distances. */
const gapOf = (size: string | undefined, fallback: string): string =>
  `var(--gap-${shortSize(size, fallback)})`;

export function Flex(props: FlexProps) {
  const { direction = 'row', justify = 'start', align = 'stretch', alignSelf, wrap } = props;
  const style: CSSProperties = {
    flexDirection: direction,
    justifyContent: justifications[justify],
    alignItems: alignments[align],
    alignSelf: alignSelf && alignments[alignSelf],
    flexWrap: wrap === true || wrap === 'wrap' ? 'wrap' : 'nowrap',
    gap: gapOf(props.gap, 'flush'),
  };
  return (
    <div className="flex" style={style} data-testid={props.testId}>
      {props.children}
    </div>
  );
}

export function Box({ children, flex = 'initial', alignSelf, testId }: BoxProps) {
  const style: CSSProperties = { flex, alignSelf: alignSelf && alignments[alignSelf] };
  return (
    <div className="box" style={style} data-testid={testId}>
      {children}
    </div>
  );
}

export function Inline({
  children,
  justify = 'start',
  align = 'center',
  gap,
  testId,
}: InlineProps) {
  const style: CSSProperties = {
    justifyContent: justifications[justify],
    alignItems: alignments[align],
    flexWrap: 'wrap',
    gap: gapOf(gap, 'sm'),
  };
  return (
    <div className="flex" style={style} data-testid={testId}>
      {children}
    </div>
  );
}

export function AutoGrid({ children, columnWidth, gap, flexible = false, testId }: AutoGridProps) {
  const width = `min(${columnWidth}px, 100%)`;
  const columns = flexible ? `minmax(${width}, 1fr)` : width;
  const style: CSSProperties = {
    gridTemplateColumns: `repeat(auto-fill, ${columns})`,
    gap: gapOf(gap, 'flush'),
  };
  return (
    <div className="auto-grid" style={style} data-testid={testId}>
      {children}
    </div>
  );
}

export function Stack(props: StackProps) {
  const { direction = 'column', justify = 'start', align = 'stretch', distance, width } = props;
  const style: CSSProperties = {
    flexDirection: direction,
    justifyContent: justifications[justify],
    alignItems: alignments[align],
    gap: gapOf(distance, 'sm'),
    width: width ?? '100%',
  };
  return (
    <div className="flex" style={style} data-testid={props.testId}>
      {props.children}
    </div>
  );
}
