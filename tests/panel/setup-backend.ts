// The setup routes of the panel's test backend: internal names are the texts in lower case.
import * as v from 'valibot';
import { setupOf } from '#domain/setup/document.ts';
import { objectsNamed } from '#domain/setup/candidates.ts';
import { type ExportedSetup, type PortalLimits, type PortalObject } from '#domain/setup/wire.ts';
import { exportRequestSchema, lookUpRequestSchema } from '#domain/requests/setup.ts';
import type { TestBackend } from './backend.ts';

const slug = (text: string): string => text.toLowerCase().replaceAll(' ', '_');

const objectsOf = ({ objectTypes }: TestBackend): PortalObject[] =>
  objectTypes.objectTypes.map(({ id, singular, plural }) => ({
    id,
    name: slug(singular),
    singular,
    plural,
  }));

export function exportFrom(backend: TestBackend, body: unknown): ExportedSetup {
  const request = v.parse(exportRequestSchema, body);
  const read = [...backend.directions.values()].filter(
    ({ from, to }) =>
      'all' in request || (request.types.includes(from.id) && request.types.includes(to.id)),
  );
  const limits = read.flatMap(({ from, to, labels }) =>
    labels.flatMap(({ label, category, limit }) =>
      limit === null
        ? []
        : [
            {
              from: slug(from.singular),
              to: slug(to.singular),
              label: label === null ? null : slug(label),
              labelText: label,
              category,
              limit,
            },
          ],
    ),
  );
  const document = setupOf(limits, 'https://atmost.example.com');
  const gaps = { unreadCount: 0, unread: [], namedByText: [], notes: [] };
  const readAt = 'all' in request ? '2026-11-23T08:00:00.000Z' : null;
  return { document, readAt, read: read.length, ...gaps };
}

export function lookUpIn(backend: TestBackend, body: unknown): PortalLimits {
  const { pairs } = v.parse(lookUpRequestSchema, body);
  const objects = objectsOf(backend);
  const names = (id: string, name: string): boolean =>
    objectsNamed(objects, name).some((one) => one.id === id);
  const directions = [...backend.directions.values()]
    .filter(({ from, to }) =>
      pairs.some((pair) => names(from.id, pair.from) && names(to.id, pair.to)),
    )
    .map(({ from, to, labels }) => ({
      from: from.id,
      to: to.id,
      rows: labels.map((row) => ({ ...row, name: row.label === null ? null : slug(row.label) })),
    }));
  return { objects, directions, unread: [] };
}
