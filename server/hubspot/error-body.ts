// HubSpot's error bodies. HubSpot says that every field is optional, and samples show subCategory as
// text or object: whatever has another shape is left out rather than failing the answer.
import { z } from 'zod';
import type { HubSpotError } from '#domain/outcome.ts';

/** HubSpot may name who is not allowed; errors are kept, and people are not. */
const impersonal = z.string().transform(withoutAddresses);
const textOnly = impersonal.optional().catch(undefined);
const text = z
  .union([impersonal, z.number().transform(String)])
  .optional()
  .catch(undefined);
const texts = z.preprocess(listsOfTexts, z.record(impersonal, z.array(impersonal)).optional());

const errorDetail = z.object({
  message: textOnly,
  code: text,
  in: textOnly,
  subCategory: textOnly,
  context: texts,
});

/** An entry that is no object is left out; the others still tell something. */
const errorDetails = z
  .array(errorDetail.nullable().catch(null))
  .transform((details) => details.filter((detail) => detail !== null));

const errorBody = z.object({
  status: textOnly,
  category: textOnly,
  subCategory: z.unknown().optional(),
  message: textOnly,
  id: text,
  context: texts,
  links: z.record(impersonal, impersonal).optional().catch(undefined),
  correlationId: textOnly,
  errors: errorDetails.optional().catch(undefined),
  policyName: textOnly,
  /** RFC 6749 fields of the OAuth endpoints. */
  error: textOnly,
  error_description: textOnly,
});
export type ErrorBody = z.infer<typeof errorBody>;

/** Reads any body as an error body; an unreadable one is an empty error. */
export function readErrorBody(body: unknown): ErrorBody {
  const parsed = errorBody.safeParse(body);
  return parsed.success ? parsed.data : errorBody.parse({});
}

/** The part of an error that is kept in history and shown on demand. */
export function toHubSpotError(
  body: unknown,
  httpStatus: number | null,
  correlationId: string | null,
): HubSpotError {
  const read = readErrorBody(body);
  const correlation = read.correlationId ?? correlationId;
  const entries = {
    status: read.status,
    category: read.category ?? read.error,
    subCategory: subCategoryText(read.subCategory),
    message: read.message ?? read.error_description,
    id: read.id,
    context: read.context,
    links: read.links,
    correlationId: correlation,
    errors: read.errors?.map((detail) =>
      withoutMissing({
        message: detail.message,
        code: detail.code,
        in: detail.in,
        subCategory: detail.subCategory,
        context: detail.context,
      }),
    ),
  };
  return { httpStatus, ...withoutMissing(entries) };
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined | null> };

function withoutMissing<Fields extends object>(fields: Fields): Present<Fields> {
  const present: [string, unknown][] = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  // Decoding border: fromEntries cannot carry the names; only undefined and null were left out.
  return Object.fromEntries(present) as Present<Fields>;
}

/** Declared as an object, really a text: shown as text either way. */
function subCategoryText(value: unknown): string | undefined {
  if (typeof value === 'string') return withoutAddresses(value);
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return undefined;
  const shown = jsonOf(value);
  return shown === undefined ? undefined : withoutAddresses(shown);
}

/** As JSON; undefined for what is nested deeper than can be printed. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** With “***” for every e-mail address, as it is or as an address of the web writes it. */
function withoutAddresses(words: string): string {
  return words.replace(/[^\s@<>()",;:=&?/]{1,64}(?:@|%40)[^\s@<>()"',;:=&?/]{1,255}/gi, '***');
}

/** context is declared as name -> list of texts; single texts and numbers are made lists. */
function listsOfTexts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      (Array.isArray(entry) ? entry : [entry]).map((one: unknown) =>
        typeof one === 'string' ? one : (jsonOf(one) ?? ''),
      ),
    ]),
  );
}
