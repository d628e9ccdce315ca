// Heading and Text.
import type { CSSProperties } from 'react';
import type { HeadingProps, TextFormatOptions, TextProps } from '@hubspot/ui-extensions';
import { classNames } from '../class-names.ts';

/** HubSpot gives headings no level; the page above them ends with an <h1>. */
export function Heading({ children, inline = false, testId }: HeadingProps) {
  return (
    <h2 className={classNames('heading', inline && 'inline')} data-testid={testId}>
      {children}
    </h2>
  );
}

export function Text({ variant, inline = false, format, truncate, children, testId }: TextProps) {
  const cut = typeof truncate === 'object' ? truncate : {};
  const shared = {
    className: classNames(
      'text',
      `text-${variant ?? 'bodytext'}`,
      truncate !== undefined && truncate !== false && 'truncate',
    ),
    style: { ...textStyle(format), ...(cut.maxWidth !== undefined && { maxWidth: cut.maxWidth }) },
    title: cut.tooltipText,
    'data-testid': testId,
  };
  return inline ? <span {...shared}>{children}</span> : <div {...shared}>{children}</div>;
}

const weights = { regular: 400, demibold: 600, bold: 700 } as const;
const decorations = {
  none: 'none',
  underline: 'underline',
  strikethrough: 'line-through',
} as const;

function textStyle(format: TextFormatOptions | undefined): CSSProperties {
  if (format === undefined) return {};
  const { fontWeight, italic, lineDecoration, textTransform } = format;
  // CSS knows no sentence case; the first letter of a block is close, and a style sheet does that.
  const transform = textTransform === 'sentenceCase' ? 'lowercase' : textTransform;
  return {
    ...(fontWeight !== undefined && { fontWeight: weights[fontWeight] }),
    ...(italic === true && { fontStyle: 'italic' }),
    ...(lineDecoration !== undefined && { textDecoration: decorations[lineDecoration] }),
    ...(transform !== undefined && { textTransform: transform }),
  };
}
