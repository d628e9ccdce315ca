// What the panel asks about setups: to export, look up, carry, keep and pin them.
import * as v from 'valibot';
import { integerSchema } from '../integer.ts';
import { objectTypeIdSchema, typeKeySchema } from '../association.ts';
import { MAX_LIMIT, MIN_LIMIT } from '../limit.ts';
import { numberText } from '../limitText.ts';
import { MAX_CODE_TITLE } from '../setup/code.ts';
import {
  MAX_SETUP_LIMITS,
  MAX_SETUP_TEXT,
  printJson,
  setupDocumentSchema,
  entryNameSchema,
} from '../setup/document.ts';
import { MAX_SETUP_NAME } from '../setup/kept.ts';
import { MAX_SETUP_TYPES } from '../setup/wire.ts';

export const exportRequestSchema = v.union([
  /** The object types whose limits are exported, in every direction between them. Read just now. */
  v.strictObject({
    types: v.pipe(v.array(objectTypeIdSchema), v.minLength(1), v.maxLength(MAX_SETUP_TYPES)),
  }),
  /** The whole portal, as the overview knows it. */
  v.strictObject({ all: v.literal(true) }),
]);
export type ExportRequest = v.InferOutput<typeof exportRequestSchema>;

/** The directions that a document names; only these are read. */
export const lookUpRequestSchema = v.strictObject({
  pairs: v.pipe(
    v.array(v.strictObject({ from: entryNameSchema, to: entryNameSchema })),
    v.minLength(1),
    v.maxLength(MAX_SETUP_LIMITS),
  ),
});
export type LookUpRequest = v.InferOutput<typeof lookUpRequestSchema>;

/** What cannot be brought in as a text must not travel by code either. */
const carriedSchema = v.pipe(
  setupDocumentSchema,
  v.check(
    (document) => printJson(document).length <= MAX_SETUP_TEXT,
    `has more than ${numberText(MAX_SETUP_TEXT)} characters, which is the most`,
  ),
);

export const makeCodeRequestSchema = v.strictObject({
  document: carriedSchema,
  /** What the setup is, for the people in both portals. */
  title: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_CODE_TITLE))),
});
export type MakeCodeRequest = v.InferOutput<typeof makeCodeRequestSchema>;

/** In the body, because addresses end up in logs. */
export const enterCodeRequestSchema = v.strictObject({
  code: v.pipe(v.string(), v.maxLength(100)),
  /** Made by the panel, the same for each delivery of one attempt. */
  attemptId: v.pipe(v.string(), v.uuid()),
});
export type EnterCodeRequest = v.InferOutput<typeof enterCodeRequestSchema>;

export const keepRequestSchema = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_SETUP_NAME)),
  document: setupDocumentSchema,
});
export type KeepRequest = v.InferOutput<typeof keepRequestSchema>;

/** What an entry of the pinned setup means in this portal. */
export const pinnedLimitSchema = v.strictObject({
  ...typeKeySchema.entries,
  label: v.nullable(v.string()),
  limit: v.pipe(integerSchema, v.minValue(MIN_LIMIT), v.maxValue(MAX_LIMIT)),
});
export type PinnedLimit = v.InferOutput<typeof pinnedLimitSchema>;

export const pinRequestSchema = v.variant('pinned', [
  v.strictObject({
    pinned: v.literal(true),
    /** `keptAt` of the document that was compared: a newer one is not pinned by old findings. */
    keptAt: v.string(),
    limits: v.pipe(v.array(pinnedLimitSchema), v.minLength(1), v.maxLength(MAX_SETUP_LIMITS)),
  }),
  v.strictObject({ pinned: v.literal(false) }),
]);
export type PinRequest = v.InferOutput<typeof pinRequestSchema>;
