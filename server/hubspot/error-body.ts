// HubSpot's error bodies. HubSpot says that every field is optional, and samples show subCategory as
// text or object: whatever has another shape is left out rather than failing the answer.
import * as v from 'valibot';
import type { HubSpotError } from '#domain/outcome.ts';
import { noList } from '#domain/noList.ts';

/** HubSpot may name who is not allowed; errors are kept, and people are not. */
const impersonal = v.pipe(v.string(), v.transform(withoutAddresses));
const textOnly = v.fallback(v.optional(impersonal), undefined);
const number = v.pipe(v.number(), v.finite(), v.transform(String));
const text = v.fallback(v.optional(v.union([impersonal, number])), undefined);
const texts = v.optional(
  v.pipe(
    v.unknown(),
    v.transform(listsOfTexts),
    v.optional(v.record(impersonal, v.array(impersonal))),
  ),
);

const errorDetail = v.object({
  message: textOnly,
  code: text,
  in: textOnly,
  subCategory: textOnly,
  context: texts,
});

/** An entry that is no object is left out; the others still tell something. */
const errorDetails = v.pipe(
  v.array(v.fallback(v.nullable(v.pipe(noList, errorDetail)), null)),
  v.transform((details) => details.filter((detail) => detail !== null)),
);

const errorBody = v.object({
  status: textOnly,
  category: textOnly,
  subCategory: v.optional(v.unknown()),
  message: textOnly,
  id: text,
  context: texts,
  links: v.fallback(v.optional(v.pipe(noList, v.record(impersonal, impersonal))), undefined),
  correlationId: textOnly,
  errors: v.fallback(v.optional(errorDetails), undefined),
  policyName: textOnly,
  /** RFC 6749 fields of the OAuth endpoints. */
  error: textOnly,
  error_description: textOnly,
});
export type ErrorBody = v.InferOutput<typeof errorBody>;

/** Reads any body as an error body; an unreadable one is an empty error. */
export function readErrorBody(body: unknown): ErrorBody {
  const parsed = v.safeParse(errorBody, body);
  return parsed.success ? parsed.output : v.parse(errorBody, {});
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
