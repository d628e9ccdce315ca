// A one-time code that carries a setup from the portal that made it to the one that enters it.
import * as v from 'valibot';
import { integerSchema } from '../integer.ts';
import { otherPortalSchema } from '../otherPortal.ts';
import { setupDocumentSchema } from './document.ts';

/** Long enough to change portals, short enough to be worthless when found later. */
export const CODE_LIFETIME_MS = 15 * 60_000;

/** Longest title of a setup that travels, in UTF-16 units, as a text field counts them. */
export const MAX_CODE_TITLE = 100;

/** Codes in one answer: more than a person makes in a day. */
export const MOST_CODES = 25;

/** Crockford's base 32: no letter looks like a digit, and there is no U. */
export const CODE_SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Signs of a code: 60 bits. */
export const CODE_LENGTH = 12;

const WHOLE_CODE = new RegExp(`^[${CODE_SIGNS}]{${String(CODE_LENGTH)}}$`);

/**
 * The code that a person typed or pasted, in the one form that it is looked up by; null: it cannot
 * be one. Case, spaces and dashes play no part, and O, I and L are taken for what they look like.
 */
export function normaliseCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return WHOLE_CODE.test(code) ? code : null;
}

/** A code as people read it: XXXX-XXXX-XXXX. */
export const printCode = (code: string): string => code.replaceAll(/.{4}(?=.)/g, '$&-');

const codeIdSchema = v.pipe(v.string(), v.uuid());

export const codePathParameters = { codeId: codeIdSchema } as const;

export const codeStateSchema = v.picklist(['waiting', 'used', 'expired', 'withdrawn']);
export type CodeState = v.InferOutput<typeof codeStateSchema>;

export const setupCodeSchema = v.object({
  codeId: codeIdSchema,
  state: codeStateSchema,
  /** Only while it is waiting, and only for a Super Admin. */
  code: v.nullable(v.string()),
  title: v.nullable(v.string()),
  limits: integerSchema,
  madeAt: v.string(),
  expiresAt: v.string(),
  /** Where it was entered. */
  usedBy: v.nullable(otherPortalSchema),
});
export type SetupCode = v.InferOutput<typeof setupCodeSchema>;

/** Newest first. */
export const setupCodesSchema = v.object({ codes: v.array(setupCodeSchema) });
export type SetupCodes = v.InferOutput<typeof setupCodesSchema>;

export const enteredSetupSchema = v.object({
  document: setupDocumentSchema,
  title: v.nullable(v.string()),
  madeAt: v.string(),
  /** The portal that made the code. */
  from: otherPortalSchema,
});
export type EnteredSetup = v.InferOutput<typeof enteredSetupSchema>;
