// A small line drawing; without a label it is decoration.
import { glyphPath } from './glyphs.ts';

export interface GlyphProps {
  readonly name: string;
  readonly label?: string | undefined;
  readonly className?: string;
}

export function Glyph({ name, label, className = '' }: GlyphProps) {
  const meaning =
    label === undefined
      ? ({ 'aria-hidden': true } as const)
      : ({ role: 'img', 'aria-label': label } as const);
  return (
    <svg {...meaning} className={`glyph ${className}`} viewBox="0 0 16 16" focusable="false">
      <path d={glyphPath(name)} />
    </svg>
  );
}
