// What a request that failed as a whole means, and what to do about it. What the server answered it
// says itself (see domain/failureWords.ts); here is what no server could say.
import type { ApiFailure } from '../../data/failure.ts';
import type { FailureWords } from '../../domain/wire.ts';

export function failureWords(failure: ApiFailure): FailureWords {
  switch (failure.kind) {
    case 'answered':
      return failure.error.words;
    case 'lost':
      return {
        title: 'No answer arrived',
        text: 'The connection was interrupted, or the answer took longer than 15 seconds. What you typed is still here.',
        wayOut: 'again',
      };
    case 'crowded':
      return {
        title: 'HubSpot is passing on too many requests at once',
        text: 'HubSpot lets an app make 20 requests at a time. Wait a few seconds.',
        wayOut: 'again',
      };
    case 'unexpected':
      return {
        title: 'The answer could not be read',
        text: `Something other than the expected answer came back (HTTP status ${failure.httpStatus}). Load this page again: Atmost may have been renewed since it was opened. If this stays, tell the person who runs Atmost.`,
        wayOut: 'again',
      };
  }
}

/** Numbers that support asks for; empty where there are none. */
export function supportText(failure: ApiFailure): string {
  if (failure.kind !== 'answered') return '';
  const { correlationId, requestId } = failure.error;
  return [
    ...(correlationId === undefined ? [] : [`HubSpot’s correlation ID: ${correlationId}`]),
    ...(requestId === undefined ? [] : [`Atmost’s request ID: ${requestId}`]),
  ].join(' · ');
}
