// Where in a pasted text something stands, counted from 1 as editors do.

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Why a pasted text is not a setup, and where. */
export interface TextProblem extends Place {
  readonly message: string;
}

/** Tells the place of any character of `text` by its index; the lines are counted once. */
export function placesOf(text: string): (index: number) => Place {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/gu)].map((end) => end.index + end[0].length)];
  return (index) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: index - (starts[low] ?? 0) + 1 };
  };
}
