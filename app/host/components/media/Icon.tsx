// HubSpot's Icon, drawn with our own glyphs.
import type { IconProps } from '@hubspot/ui-extensions';
import { shortSize } from '../sizes.ts';
import { Glyph } from './Glyph.tsx';

export function Icon({ name, color = 'inherit', size, screenReaderText, testId }: IconProps) {
  return (
    <span className={`icon icon-${color} icon-${shortSize(size, 'sm')}`} data-testid={testId}>
      <Glyph name={name} label={screenReaderText} />
    </span>
  );
}
