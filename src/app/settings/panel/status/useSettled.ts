// A value once it has not changed for a while, such as a text that is being typed.
import { useEffect, useState } from 'react';

/** Long enough that a word is one request, short enough to feel immediate. */
export const TYPING_MS = 300;

/** The last value that stayed for so many milliseconds; the first one counts at once. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [value, milliseconds]);
  return settled;
}
