// How a secret may look where it should not be: as it is, in base64 at any place of a longer text,
// URL-encoded, or in hex; whole or cut off.

export interface Form {
  readonly written: 'plainly' | 'in base64' | 'in base64url' | 'URL-encoded' | 'in hex';
  readonly text: string;
}

/** A cut-off secret is one too; what is shorter is looked for whole. */
const PART = 24;

/** Every form of the beginning and of the end of a secret. */
export function formsOf(secret: string): readonly Form[] {
  const parts = secret.length <= PART ? [secret] : [secret.slice(0, PART), secret.slice(-PART)];
  const forms = parts.flatMap((part): Form[] => {
    const bytes = Buffer.from(part);
    return [
      { written: 'plainly', text: part },
      ...[0, 1, 2].map((offset) => ({
        written: 'in base64' as const,
        text: base64(bytes, offset),
      })),
      ...[0, 1, 2].map((offset) => ({
        written: 'in base64url' as const,
        text: base64(bytes, offset).replaceAll('+', '-').replaceAll('/', '_'),
      })),
      { written: 'URL-encoded', text: encodeURIComponent(part) },
      { written: 'in hex', text: bytes.toString('hex') },
      { written: 'in hex', text: bytes.toString('hex').toUpperCase() },
    ];
  });
  return forms.filter(({ text }, at) => forms.findIndex((one) => one.text === text) === at);
}

/** The letters of base64 that the bytes alone decide, where `offset` other bytes stand before them. */
function base64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const end = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(Math.ceil((offset * 8) / 6), end);
}

/** How the secret is written in the text, or null. */
export function foundIn(text: string | Buffer, forms: readonly Form[]): Form['written'] | null {
  return forms.find((form) => text.includes(form.text))?.written ?? null;
}
