// Reads the form body of an OAuth call and checks the app's credentials in it.
import type { Answer } from '../http/answer.ts';
import { ok, refused, type Checked } from '../http/refusal.ts';
import type { OpenCall } from '../http/route.ts';
import { invalidOauthRequest, oauthError } from './errors.ts';

const secretFields = ['client_secret', 'code', 'refresh_token', 'token', 'client_id'];

/** What the file of v1 declares in the address as well; the later ones nothing. */
const firstVersionInAddress = ['client_secret', 'refresh_token'];

/** The form, or why it is none. */
export function readForm(call: OpenCall, version: string): Checked<URLSearchParams> {
  const inAddress = version === 'v1' ? firstVersionInAddress : [];
  const leaked = secretFields.filter((name) => call.query.has(name) && !inAddress.includes(name));
  if (leaked.length > 0) {
    return refused(
      wrong(call, `${leaked.join(', ')} must be sent in the body, not in the address`),
    );
  }
  if (call.mediaType !== 'application/x-www-form-urlencoded') {
    return refused(wrong(call, 'the body must be application/x-www-form-urlencoded'));
  }
  const form = new URLSearchParams(call.body.toString('utf8'));
  for (const name of inAddress) {
    const value = call.query.get(name);
    if (value !== null && !form.has(name)) form.set(name, value);
  }
  const repeated = [...form.keys()].find((name) => form.getAll(name).length > 1);
  return repeated === undefined ? ok(form) : refused(wrong(call, `${repeated} is there twice`));
}

/** undefined: the form carries this app's client id and secret. */
export function clientProblem(call: OpenCall, form: URLSearchParams): Answer | undefined {
  const { clientId, clientSecret } = call.memory.app;
  if (form.get('client_id') !== clientId) return oauthError('BAD_CLIENT_ID', call.correlationId);
  if (form.get('client_secret') !== clientSecret) {
    return oauthError('BAD_CLIENT_SECRET', call.correlationId);
  }
  return undefined;
}

function wrong(call: OpenCall, description: string): Answer {
  return invalidOauthRequest(description, call.correlationId);
}
