// Texts as PostgreSQL can hold them: HubSpot's may contain what it refuses, and a row that cannot be
// written would stop its plan for good. The sign for "unreadable" stands in their place.

const REPLACEMENT = '\ufffd';

/** A text without NUL. (Half a surrogate pair becomes the same sign on its way as UTF-8.) */
export function storableText(text: string): string {
  return text.replaceAll('\0', REPLACEMENT);
}

/** JSON for a jsonb column: neither NUL nor half a surrogate pair in any of its texts. */
export function storableJson(value: unknown): string {
  // JSON.stringify escapes exactly these as \uXXXX; escapes are matched whole, so that an escaped
  // backslash before "u0000" stays what it is.
  return JSON.stringify(value).replaceAll(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escape) =>
    /^\\u(?:0000|d)/.test(escape) ? REPLACEMENT : escape,
  );
}
