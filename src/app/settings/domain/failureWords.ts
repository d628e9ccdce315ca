// What the page says of a request that failed as a whole, and what to do about it. The server says it,
// so that a page that was opened before the server was renewed can tell failures that are new to it.
import type { ErrorBody, ErrorCode, Failure, FailureWords } from './wire.ts';

/** A failure with its words, as the panel is answered. */
export const sayFailure = (failure: Failure): ErrorBody['error'] => ({
  ...failure,
  words: (wordsOf(failure.code) ?? newerWords)(failure),
});

type Say = (failure: Failure) => FailureWords;

/** Undefined for what a newer server kept with a plan while this one was still running. */
const wordsOf = (code: ErrorCode): Say | undefined => wordsByCode[code];

const newerWords: Say = ({ message }) => again('This could not be done', message);

const again = (title: string, text: string): FailureWords => ({ title, text, wayOut: 'again' });
const connect = (title: string, text: string): FailureWords => ({ title, text, wayOut: 'connect' });
const none = (title: string, text: string): FailureWords => ({ title, text, wayOut: 'none' });

const wordsByCode: Readonly<Record<ErrorCode, Say>> = {
  unsigned: () =>
    again(
      'HubSpot’s signature was not accepted',
      'The request reached Atmost without a signature that fits. If this stays, the person who runs Atmost has to check its client secret and address.',
    ),
  stale_request: () =>
    again('The request arrived too late', 'It was more than 5 minutes on its way. Try again.'),
  bad_request: ({ message }) => none('Atmost’s server did not understand the request', message),
  too_large: () =>
    none('That is too much for one request', 'Review and apply the limits in smaller groups.'),
  not_found: () =>
    none(
      'This is no longer there',
      'Go back to the limits and start again from what HubSpot has now.',
    ),
  not_installed: () =>
    connect(
      'Atmost is not connected to this portal',
      'A Super Admin can connect it. What you typed is still here.',
    ),
  disconnected: () =>
    connect(
      'Atmost is disconnected from this portal',
      'HubSpot no longer accepts Atmost’s access. A Super Admin can connect it again. What you typed is still here.',
    ),
  not_super_admin: () =>
    none(
      'Only a Super Admin can do this',
      'HubSpot’s own settings have the same rule. Ask a Super Admin of this portal to apply the limits.',
    ),
  missing_scope: ({ scopes, message }) =>
    connect(
      'This portal has not allowed Atmost to do this',
      missingScopeText(scopes ?? [], message),
    ),
  unknown_object_type: () =>
    none(
      'HubSpot does not know this object type',
      'It may have been deleted, or this portal does not use it. Choose another object type.',
    ),
  changes_refused: () =>
    none(
      'HubSpot would refuse some of these limits',
      'Nothing was sent. Correct the limits that are named here, then review again.',
    ),
  cannot_undo: ({ message }) => none('This cannot be undone', message),
  too_many_directions: ({ message }) => none('These names mean too many directions', message),
  cannot_export: ({ message }) => none('This cannot be exported', message),
  name_taken: ({ message }) => none('This name is taken', message),
  cannot_keep: ({ message }) => none('This setup cannot be kept', message),
  cannot_pin: ({ message }) => none('This setup cannot be pinned', message),
  cannot_disconnect: ({ message }) => again('Atmost is still connected', message),
  plan_id_taken: () => again('This review is out of date', 'Review the limits again.'),
  id_taken: () => again('This was sent before with other contents', 'Do it once more.'),
  code_unknown: () =>
    none(
      'There is no such code',
      'Compare it with the other portal, sign by sign. After 10 codes that do not fit, this portal has to wait for up to 15 minutes.',
    ),
  code_used: () =>
    none(
      'This code was used already',
      'Each code works once. Make a new one in the portal that the setup comes from.',
    ),
  code_expired: () =>
    none(
      'This code has expired',
      'A code works for 15 minutes. Make a new one in the portal that the setup comes from.',
    ),
  code_withdrawn: () =>
    none(
      'This code was withdrawn',
      'Somebody withdrew it in the portal that the setup comes from. Make a new one there.',
    ),
  code_own_portal: () =>
    none(
      'This code was made in this portal',
      'Enter it in the portal that the setup should go to. It still works there.',
    ),
  too_many_attempts: ({ retryAfterMs }) =>
    none(
      'Too many codes that did not fit were entered here',
      `Codes can be entered again in ${minutesText(retryAfterMs)}. The code in the field is not used up.`,
    ),
  rate_limited: ({ retryAfterMs }) =>
    again(
      'HubSpot asks to slow down',
      `This portal has used up its requests for the moment. ${whenSentence(retryAfterMs)}`,
    ),
  hubspot_refused: ({ message }) => again('HubSpot refused the request', message),
  hubspot_unavailable: () =>
    again(
      'HubSpot is not answering',
      'Atmost works, but HubSpot did not answer it. What you typed is still here.',
    ),
  store_unavailable: ({ message }) =>
    again('Atmost cannot reach its own data', `${message} What you typed is still here.`),
  app_misconfigured: ({ message }) =>
    again(
      'Atmost is not set up correctly',
      `The person who runs Atmost has to correct this: ${message}`,
    ),
  internal: () =>
    again(
      'Atmost’s server failed',
      'Something went wrong that should not have. What you typed is still here.',
    ),
};

/** HubSpot answers alike where a permission and where a subscription is missing: its words tell. */
function missingScopeText(scopes: readonly string[], message: string): string {
  return scopes.length === 0
    ? `HubSpot says: “${message}” Check the portal’s subscription, or connect Atmost again and allow all that it asks for.`
    : `HubSpot asks for a permission that is missing: ${scopes.join(', ')}. Connect Atmost again and allow it.`;
}

const MINUTE_MS = 60_000;

function minutesText(waitMs = 0): string {
  const minutes = Math.max(1, Math.ceil(waitMs / MINUTE_MS));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/** A wait that is too long to be counted down in seconds. */
function whenSentence(waitMs = 0): string {
  const minutes = Math.ceil(waitMs / MINUTE_MS);
  return minutes <= 2 ? 'This takes a moment.' : `HubSpot takes more in ${minutes} minutes.`;
}
