// Which rows are chosen, by their keys; rows that are not there any more are not chosen either.
import { useState } from 'react';

export interface ChosenRows {
  readonly has: (key: string) => boolean;
  readonly size: number;
  readonly choose: (key: string, isOn: boolean) => void;
  readonly replace: (keys: readonly string[]) => void;
}

export function useChosen(present: readonly string[]): ChosenRows {
  const [remembered, remember] = useState<ReadonlySet<string>>(new Set());
  const chosen = new Set(present.filter((key) => remembered.has(key)));
  return {
    has: (key) => chosen.has(key),
    size: chosen.size,
    choose: (key, isOn) => {
      remember(new Set(isOn ? [...chosen, key] : [...chosen].filter((one) => one !== key)));
    },
    replace: (keys) => {
      remember(new Set(keys));
    },
  };
}
