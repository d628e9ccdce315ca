// The drift routes of the panel's test backend: what is accepted is no difference any more.
import * as v from 'valibot';
import { rowText } from '#domain/association.ts';
import { type Drift, type KeptDrift } from '#domain/drift.ts';
import { keepDriftRequestSchema } from '#domain/requests/drift.ts';
import type { TestBackend } from './backend.ts';

const CHECKED_AT = '2026-11-23T11:59:00.000Z';

/** A portal that was read to the end and is as it was known. */
export const noDrift: Drift = {
  checkedAt: CHECKED_AT,
  checking: false,
  objectTypes: [],
  changed: { rows: [], total: 0 },
  pinned: null,
  unchecked: { count: 0, directions: [] },
};

export function keepIn(backend: TestBackend, body: unknown): KeptDrift {
  const { limits } = v.parse(keepDriftRequestSchema, body);
  const { rows } = backend.drift.changed;
  const left = rows.filter(
    (row) =>
      !limits.some(
        (one) => rowText(one) === rowText(row) && one.limit === (row.gone ? 'gone' : row.now),
      ),
  );
  backend.drift = { ...backend.drift, changed: { rows: left, total: left.length } };
  backend.session = { ...backend.session, changedOutside: left.length };
  const kept = rows.length - left.length;
  return { kept, changedAgain: limits.length - kept };
}
