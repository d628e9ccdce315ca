// HubSpot's T-shirt sizes have a long and a short form; style sheets know the short one.

const shortForms: Readonly<Record<string, string>> = {
  'extra-small': 'xs',
  small: 'sm',
  medium: 'md',
  large: 'lg',
  'extra-large': 'xl',
};

/** `medium` and `md` both give `md`; undefined gives `fallback`. */
export function shortSize(size: string | undefined, fallback: string): string {
  const given = size ?? fallback;
  return shortForms[given] ?? given;
}
