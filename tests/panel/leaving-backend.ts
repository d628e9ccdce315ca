// The route of the panel's test backend that disconnects the portal.
import * as v from 'valibot';
import type { Disconnected } from '#domain/leaving.ts';
import { disconnectRequestSchema } from '#domain/requests/leaving.ts';
import type { TestBackend } from './backend.ts';

export const ERASED_ON = '2026-12-23T12:00:00.000Z';

export function disconnectIn(backend: TestBackend, body: unknown): Disconnected {
  const { eraseNow, anyway } = v.parse(disconnectRequestSchema, body);
  const erasedOn = eraseNow ? null : ERASED_ON;
  backend.session = {
    ...backend.session,
    connection: eraseNow ? 'not_installed' : 'disconnected',
    connectedAt: null,
    erasedOn,
  };
  return { erasedOn, removedInHubSpot: !anyway };
}
