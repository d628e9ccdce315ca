// One hubspot.fetch from the page's post to the answer the extension sees: check, sign, send.
import type { FetchAnswer } from '../fetch-wire.ts';
import type { Session } from '../page-data.ts';
import { mappedAddress, publicAddress } from './address.ts';
import { checkCall, type CheckedCall } from './checked-call.ts';
import { deliver } from './deliver.ts';
import { refusal } from './refusal.ts';
import type { Outgoing, Sent } from './send.ts';
import type { ProxySettings } from './settings.ts';
import { signableUri, signatureHeaders } from './signature.ts';
import { wrappedError, wrappedSuccess } from './wrapped.ts';

export interface ProxyOptions {
  readonly appId: number;
  readonly clientSecret: string;
  readonly permittedFetch: readonly string[];
  /** Public origin -> address on this machine. */
  readonly mapTo: Readonly<Record<string, string>>;
  readonly now: () => number;
}

/** Forwards what the page posted, in the name of the signed-in user. */
export async function forward(
  options: ProxyOptions,
  settings: ProxySettings,
  session: Session,
  posted: unknown,
): Promise<FetchAnswer> {
  const check = checkCall(posted, options.permittedFetch);
  if (check.kind === 'refused') return check.answer;
  const outgoing = signed(options, settings, session, check.call);
  const sent = await deliver(outgoing, settings.deliverTwice);
  return answerOf(sent, settings, check.call, session);
}

function signed(
  { appId, clientSecret, mapTo, now }: ProxyOptions,
  settings: ProxySettings,
  session: Session,
  { uri, method, body, timeoutMs, headers }: CheckedCall,
): Outgoing {
  const publicUri = publicAddress(uri, session, appId);
  const address = mappedAddress(publicUri, mapTo);
  const signedAddress = settings.signAs === 'public' ? publicUri : address;
  const signedUri = settings.signedForm === 'decoded' ? signableUri(signedAddress) : signedAddress;
  const timestamp = now() + settings.clockSkewMs;
  const signature = signatureHeaders(clientSecret, { method, uri: signedUri, body, timestamp });
  const content = body.length === 0 ? {} : { 'content-type': 'application/json' };
  return {
    address,
    method,
    headers: { ...headers, ...content, ...signature },
    body,
    deadline: AbortSignal.timeout(timeoutMs),
  };
}

function answerOf(
  sent: Sent,
  settings: ProxySettings,
  call: CheckedCall,
  session: Session,
): FetchAnswer {
  switch (sent.kind) {
    case 'answered': {
      const { status, contentType, body } = sent;
      const { errorStatus } = settings;
      const wraps = errorStatus === 'all-wrapped' || (errorStatus === 'wrapped' && status >= 300);
      if (!wraps) return { status, contentType, body };
      const { method, uri } = call;
      const wrapped = { method, requestUri: uri.href, portalId: session.portalId };
      return status < 300 ? wrappedSuccess(wrapped, sent) : wrappedError(wrapped, sent);
    }
    case 'unreachable':
      return refusal('BAD_GATEWAY', `The app's server could not be reached: ${sent.reason}`);
    case 'too-late':
      return refusal('GATEWAY_TIMEOUT', 'Gateway took too long to respond');
    case 'too-large':
      return refusal('BAD_GATEWAY', "The app's server answered with more than 1 MB.");
  }
}
