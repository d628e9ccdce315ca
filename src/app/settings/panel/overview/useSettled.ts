// What a person types, once they pause: every letter asked for would be a request of its own.
import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

export function useSettled(text: string): string {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      settle(text);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  // An emptied search is meant at once.
  return text === '' ? text : settled;
}
