// Illustration, and the picture in EmptyState and ErrorState: one friendly drawing of our own for
// all of HubSpot's names, tinted by the name so that two of them can be told apart.
import type { IllustrationProps } from '@hubspot/ui-extensions';

export function Illustration({ name, alt, width, height, testId }: IllustrationProps) {
  return (
    <span role="img" aria-label={alt} data-testid={testId}>
      <Picture subject={name} width={width ?? 200} height={height} />
    </span>
  );
}

interface PictureProps {
  readonly subject: string;
  readonly width: number;
  readonly height?: number | undefined;
}

/** Decoration; whoever draws it gives it its meaning. */
export function Picture({ subject, width, height }: PictureProps) {
  const tint = tintOf(subject);
  // An exclamation mark for bad news, a plus for everything else.
  const accent = subject.startsWith('error') ? 'M146 80v14M146 101v.5' : 'M146 83v18M137 92h18';
  return (
    <svg
      aria-hidden="true"
      className="picture"
      viewBox="0 0 200 140"
      width={width}
      height={height ?? width * 0.7}
    >
      <ellipse cx="100" cy="124" rx="82" ry="10" fill="#dfe8f0" />
      <rect x="38" y="24" width="104" height="84" rx="8" fill="#ffffff" stroke="#b3c5d6" />
      <rect x="38" y="24" width="104" height="18" rx="8" fill={tint} />
      <path
        d="M54 58h72M54 72h54M54 86h62"
        stroke="#cbd8e4"
        strokeWidth="6"
        strokeLinecap="round"
      />
      <circle cx="146" cy="92" r="24" fill={tint} />
      <path d={accent} stroke="#fff" strokeWidth="6" strokeLinecap="round" />
    </svg>
  );
}

const tints = ['#00a4bd', '#516f90', '#6a78d1', '#00bda5', '#ff8f59', '#f2547d'];

function tintOf(subject: string): string {
  const sum = Array.from(subject, (letter) => letter.codePointAt(0) ?? 0).reduce(
    (total, code) => total + code,
    0,
  );
  return tints[sum % tints.length] ?? '#516f90';
}
