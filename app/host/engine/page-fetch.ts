// The page's requests to the local portal's own server.
import * as v from 'valibot';
import { fetchAnswerSchema, type FetchAnswer, type FetchCall } from '../fetch-wire.ts';
import { hostPaths, pageDataSchema, type PageData } from '../page-data.ts';

export function fetchPageData(): Promise<PageData> {
  return ask(hostPaths.data, pageDataSchema);
}

/** Hands a hubspot.fetch to the signing proxy. Rejects when the local portal is gone. */
export function fetchThroughProxy(call: FetchCall): Promise<FetchAnswer> {
  return ask(hostPaths.fetch, fetchAnswerSchema, 'POST', call);
}

/** Sends JSON and decodes the JSON that comes back; throws a sentence when that fails. */
export async function ask<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  method = 'GET',
  body?: unknown,
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  }
  const text = await response.text();
  return v.parse(schema, text === '' ? null : JSON.parse(text));
}
