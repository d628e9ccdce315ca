// What the panel asks about setups: to export, look up, carry, keep and pin them.
import * as z from 'zod/mini';
import { objectTypeIdSchema, typeKeySchema } from '../association.ts';
import { MAX_LIMIT, MIN_LIMIT } from '../limit.ts';
import { MAX_CODE_TITLE } from '../setup/code.ts';
import {
  MAX_SETUP_LIMITS,
  MAX_SETUP_TEXT,
  printJson,
  setupDocumentSchema,
} from '../setup/document.ts';
import { MAX_SETUP_NAME } from '../setup/kept.ts';
import { MAX_SETUP_TYPES } from '../setup/wire.ts';

export const exportRequestSchema = z.union([
  /** The object types whose limits are exported, in every direction between them. Read just now. */
  z.strictObject({
    types: z.array(objectTypeIdSchema).check(z.minLength(1), z.maxLength(MAX_SETUP_TYPES)),
  }),
  /** The whole portal, as the overview knows it. */
  z.strictObject({ all: z.literal(true) }),
]);
export type ExportRequest = z.infer<typeof exportRequestSchema>;

const nameSchema = z.string().check(z.minLength(1), z.maxLength(250));

/** The directions that a document names; only these are read. */
export const lookUpRequestSchema = z.strictObject({
  pairs: z
    .array(z.strictObject({ from: nameSchema, to: nameSchema }))
    .check(z.minLength(1), z.maxLength(MAX_SETUP_LIMITS)),
});
export type LookUpRequest = z.infer<typeof lookUpRequestSchema>;

/** What cannot be brought in as a text must not travel by code either. */
const carriedSchema = setupDocumentSchema.check(
  z.refine((document) => printJson(document).length <= MAX_SETUP_TEXT, {
    error: `Too big: a setup has at most ${String(MAX_SETUP_TEXT)} characters`,
  }),
);

export const makeCodeRequestSchema = z.strictObject({
  document: carriedSchema,
  /** What the setup is, for the people in both portals. */
  title: z.optional(z.string().check(z.trim(), z.maxLength(MAX_CODE_TITLE))),
});
export type MakeCodeRequest = z.infer<typeof makeCodeRequestSchema>;

/** In the body, because addresses end up in logs. */
export const enterCodeRequestSchema = z.strictObject({
  code: z.string().check(z.maxLength(100)),
  /** Made by the panel, the same for each delivery of one attempt. */
  attemptId: z.uuid(),
});
export type EnterCodeRequest = z.infer<typeof enterCodeRequestSchema>;

export const keepRequestSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_SETUP_NAME)),
  document: setupDocumentSchema,
});
export type KeepRequest = z.infer<typeof keepRequestSchema>;

/** What an entry of the pinned setup means in this portal. */
export const pinnedLimitSchema = z.strictObject({
  ...typeKeySchema.shape,
  label: z.nullable(z.string()),
  limit: z.int().check(z.gte(MIN_LIMIT), z.lte(MAX_LIMIT)),
});
export type PinnedLimit = z.infer<typeof pinnedLimitSchema>;

export const pinRequestSchema = z.union([
  z.strictObject({
    pinned: z.literal(true),
    /** `keptAt` of the document that was compared: a newer one is not pinned by old findings. */
    keptAt: z.string(),
    limits: z.array(pinnedLimitSchema).check(z.minLength(1), z.maxLength(MAX_SETUP_LIMITS)),
  }),
  z.strictObject({ pinned: z.literal(false) }),
]);
export type PinRequest = z.infer<typeof pinRequestSchema>;
