// What a test tells an emulated portal beside HubSpot's API (docs/portal.md).

/** Asks or changes the emulated HubSpot at `url`; what it answers, parsed. Throws on a refusal. */
export async function askPortal(
  url: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}/_portal${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  const parsed: unknown = text === '' ? null : JSON.parse(text);
  return parsed;
}
