// Where labels and limits answer: every version, and the old guide's spelling of v4.
import type { ApiRoute } from '../http/route.ts';
import { labelRoutes } from './labels.ts';
import { limitRoutes } from './limits.ts';

const prefixes = [
  { version: '2026-03', prefix: '/crm/associations/2026-03' },
  { version: '2026-09', prefix: '/crm/associations/2026-09' },
  { version: 'v4', prefix: '/crm/associations/v4' },
  { version: 'v4', prefix: '/crm/v4/associations' },
];

export const associationRoutes: readonly ApiRoute[] = prefixes.flatMap(({ prefix, version }) => [
  ...limitRoutes(prefix, version),
  ...labelRoutes(prefix, version),
]);
