// Every limit that a batch call wrote, what it was before, and what it became: for tests that ask
// whether something was written twice.

export interface LimitWrite {
  readonly portalId: number;
  readonly from: string;
  readonly to: string;
  readonly category: string;
  readonly typeId: number;
  /** The same as `after` where the write changed nothing. */
  readonly before: number | null;
  readonly after: number | null;
  /** Milliseconds of the portal's clock. */
  readonly at: number;
}

/** A long session keeps the newest writes only. */
const keptWrites = 20_000;

export class LimitWrites {
  #writes: LimitWrite[] = [];

  add(write: LimitWrite): void {
    this.#writes.push(write);
    if (this.#writes.length > keptWrites) this.#writes.shift();
  }

  clear(): void {
    this.#writes = [];
  }

  view(): { writes: readonly LimitWrite[] } {
    return { writes: this.#writes };
  }
}
