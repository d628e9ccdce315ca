// `hsFetch`, the function behind hubspot.fetch: asks the page and makes a real Response of it.
import type { HubSpotFetchOptions } from '@hubspot/ui-extensions';
import type { FetchCall } from '../fetch-wire.ts';
import type { PageApi } from './api.ts';

/** Statuses for which a Response may carry no body. */
const bodiless = new Set([204, 205, 304]);

export async function hsFetch(
  page: PageApi,
  url: string | URL,
  options: HubSpotFetchOptions = {},
): Promise<Response> {
  const answer = await page.fetch(callOf(String(url), options));
  return new Response(bodiless.has(answer.status) ? null : answer.body, {
    status: answer.status,
    headers: answer.contentType === '' ? {} : { 'content-type': answer.contentType },
  });
}

function callOf(requestUri: string, options: HubSpotFetchOptions): FetchCall {
  const { method = 'GET', body, timeout, headers } = options;
  return {
    requestUri,
    method,
    headers: Object.fromEntries(new Headers(headers)),
    ...(body !== undefined && { body }),
    ...(timeout !== undefined && { timeout }),
  };
}
