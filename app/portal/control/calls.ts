// The log of calls that clients made, for tests that count and for people who watch.

export interface CallRecord {
  readonly method: string;
  readonly path: string;
  /** null: no answer went out, because the connection was reset or stays silent. */
  readonly status: number | null;
  readonly portalId: number | null;
  /** Milliseconds of the portal's clock when the call came in. */
  readonly at: number;
  readonly correlationId: string;
  readonly batchInputs: number | null;
  readonly fault: string | null;
}

/** A long session keeps the newest calls only; the counters go on. */
const keptCalls = 10_000;

export class CallLog {
  #calls: CallRecord[] = [];
  #counts = new Map<string, number>();

  add(call: CallRecord): void {
    this.#calls.push(call);
    if (this.#calls.length > keptCalls) this.#calls.shift();
    const key = `${call.method} ${call.path}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  clear(): void {
    this.#calls = [];
    this.#counts.clear();
  }

  view(): { total: number; counters: Record<string, number>; calls: readonly CallRecord[] } {
    const counters = Object.fromEntries(this.#counts);
    const total = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    return { total, counters, calls: this.#calls };
  }
}

/** How many inputs a batch body carries; null for anything that is no batch. */
export function batchInputsIn(path: string, body: Buffer): number | null {
  if (!path.includes('/batch/')) return null;
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('inputs' in parsed)) return null;
    return Array.isArray(parsed.inputs) ? parsed.inputs.length : null;
  } catch {
    return null;
  }
}
