// What HubSpot answers may repeat what it was asked: a refusal is kept in the history and shown, so a
// token or secret of the request is taken out of it before anybody reads it.
import type { Secret } from '../secret.ts';
import type { HttpAnswer, HttpRequest, SendHttp } from './http.ts';

const HIDDEN = '***';
const BEARER = 'Bearer ';
const PLAIN = { configurable: true, enumerable: true, writable: true } as const;
/** HubSpot's are 36 letters and more. A made-up code of one letter must not spoil the answer. */
const SHORTEST = 16;
const SECRET_FIELDS = ['code', 'refresh_token', 'token'];

/** The same way of sending, with answers that hold neither a secret of the request nor the app's own. */
export function hideSecrets(send: SendHttp, clientSecret: Secret): SendHttp {
  return async (request) => {
    const sent = await send(request);
    const secrets = secretsOf(request, clientSecret);
    const clean = (text: string | null): string | null => text && withoutSecrets(text, secrets);
    if (sent.ok) {
      const { value } = sent;
      if (!grants(request, value)) hideIn(value, secrets);
      return { ok: true, value: { ...value, correlationId: clean(value.correlationId) } };
    }
    const { failure } = sent;
    if (failure.reason !== 'not_json') return sent;
    return { ok: false, failure: { ...failure, correlationId: clean(failure.correlationId) } };
  };
}

/** A token request that is granted is answered with tokens, perhaps the very one it was asked with. */
const grants = (request: HttpRequest, { status }: HttpAnswer): boolean =>
  request.headers['authorization'] === undefined && status >= 200 && status < 300;

/** As they are and as a form writes them; the longest first, because one may hold another. */
function secretsOf({ headers, body }: HttpRequest, clientSecret: Secret): readonly string[] {
  const { authorization = '', 'content-type': type = '' } = headers;
  const form = new URLSearchParams(type.endsWith('x-www-form-urlencoded') ? (body ?? '') : '');
  const values = [
    clientSecret.reveal(),
    authorization.startsWith(BEARER) ? authorization.slice(BEARER.length) : '',
    ...SECRET_FIELDS.map((name) => form.get(name) ?? ''),
  ];
  const written = values.flatMap((value) => [value, encodeURIComponent(value)]);
  return [...new Set(written)]
    .filter(({ length }) => length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
}

const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);

/** In place and without recursion: how deep a body is, somebody else decides. */
function hideIn(answer: HttpAnswer, secrets: readonly string[]): void {
  const left: object[] = [answer];
  for (let holder = left.pop(); holder !== undefined; holder = left.pop()) {
    for (const [name, value] of Object.entries(holder) as [string, unknown][]) {
      if (typeof value === 'object' && value !== null) left.push(value);
      const cleanName = withoutSecrets(name, secrets);
      const cleanValue = typeof value === 'string' ? withoutSecrets(value, secrets) : value;
      if (cleanName === name && cleanValue === value) continue;
      Reflect.deleteProperty(holder, name);
      // Not assigned: a name may be __proto__.
      Object.defineProperty(holder, cleanName, { value: cleanValue, ...PLAIN });
    }
  }
}
