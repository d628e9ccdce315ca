// A reading of the portal that is watched: once it has ended, what it has made old is asked for again.
import { useEffect, useRef } from 'react';
import { useForgetAfterReading } from '../../data/overview.ts';
import type { Refresh } from '../../domain/overview.ts';

export function useWatchedReading(refresh: Refresh | null): void {
  const forget = useForgetAfterReading();
  const wasReading = useRef(false);
  useEffect(() => {
    const isReading = refresh?.state === 'reading';
    const hasEnded = wasReading.current && !isReading;
    wasReading.current = isReading;
    if (hasEnded) forget();
  }, [refresh, forget]);
}
