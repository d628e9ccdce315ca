// The routes of the panel's test backend that keep setups; what it is sent is parsed as on the server.
import * as v from 'valibot';
import { type KeptDocument, type KeptSetups } from '#domain/setup/kept.ts';
import { keepRequestSchema, pinRequestSchema } from '#domain/requests/setup.ts';
import type { Call, TestBackend } from './backend.ts';

const KEPT_AT = '2026-11-23T10:00:00.000Z';

export const keptList = ({ kept }: TestBackend): KeptSetups => ({
  setups: [...kept.values()].map(({ setupId, name, limits, keptAt, keptBy, pinned }) => ({
    ...{ setupId, name, limits, keptAt, keptBy, pinned },
  })),
});

export function keepSetup(backend: TestBackend, { values, body }: Call): KeptSetups {
  const { name, document } = v.parse(keepRequestSchema, body);
  const setupId = values['setupId'] ?? '';
  const setup: KeptDocument = {
    ...{ setupId, name, document, limits: document.limits.length, pinned: null },
    ...{ keptAt: KEPT_AT, keptBy: { id: '7', name: 'Ada Byron' } },
  };
  backend.kept.set(setupId, setup);
  return keptList(backend);
}

export function forgetSetup(backend: TestBackend, { values }: Call): KeptSetups {
  backend.kept.delete(values['setupId'] ?? '');
  return keptList(backend);
}

export function pinSetup(backend: TestBackend, { values, body }: Call): KeptSetups {
  const pin = v.parse(pinRequestSchema, body);
  const setup = backend.kept.get(values['setupId'] ?? '');
  if (!setup) throw new Error('A test pins a setup that is kept.');
  for (const [id, other] of backend.kept) backend.kept.set(id, { ...other, pinned: null });
  const pinned = pin.pinned ? { at: KEPT_AT, limits: pin.limits.length } : null;
  backend.kept.set(setup.setupId, { ...setup, pinned });
  return keptList(backend);
}
