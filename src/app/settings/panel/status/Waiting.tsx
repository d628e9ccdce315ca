// A request that is repeated by itself after a while: says why, and counts down.
import { useEffect, useState, type ReactNode } from 'react';
import { Alert, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { retryAfterMs, type ApiFailure } from '../../data/failure.ts';
import { failureWords } from '../words/failures.ts';
import { sessionWords, waitingText } from '../words/session.ts';

export interface WaitingProps {
  readonly failure: ApiFailure;
  /** How often the request failed so far: each failure starts a new wait. */
  readonly attempt: number;
  /** What else is to be said. */
  readonly children?: ReactNode;
}

export function Waiting({ failure, attempt, children }: WaitingProps) {
  const { title, text } = failureWords(failure);
  return (
    <Flex direction="column" gap="sm">
      <Alert title={title} variant="warning">
        <Text>{text}</Text>
        {children}
      </Alert>
      <Countdown key={attempt} waitMs={retryAfterMs(failure) ?? 0} />
    </Flex>
  );
}

const SECOND_MS = 1_000;

/** Outside the alert, so that a screen reader is not told every second. */
function Countdown({ waitMs }: { readonly waitMs: number }) {
  const [start] = useState(() => Date.now());
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, SECOND_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const text = waitingText(Math.ceil((start + waitMs - now) / SECOND_MS));
  return (
    <Flex direction="row" gap="sm" align="center">
      <LoadingSpinner label={sessionWords.waiting} size="sm" />
      <Text>{text}</Text>
    </Flex>
  );
}
