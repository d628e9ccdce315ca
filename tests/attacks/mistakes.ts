// Bodies of nearly a megabyte in which every element is wrong, by the route that takes a list.
import type { RouteName } from '#domain/wire.ts';

const MEGABYTE = 1_000_000;

/** As many as fit between the two. */
function filled(before: string, element: string, after: string): string {
  const room = MEGABYTE - before.length - after.length;
  const elements = Array.from({ length: Math.floor(room / (element.length + 1)) }, () => element);
  return `${before}${elements.join(',')}${after}`;
}

export const MISTAKES = {
  makePlan: filled('{"changes":[', '{}', ']}'),
  exportSetup: filled('{"types":[', '0', ']}'),
  lookUpSetup: filled('{"pairs":[', '{}', ']}'),
  judgeLimits: filled('{"limits":[', '{}', ']}'),
  makeCode: filled('{"document":{"version":1,"limits":[', '{}', ']}}'),
  keepSetup: filled('{"name":"x","document":{"version":1,"limits":[', '{}', ']}}'),
  pinSetup: filled('{"pinned":true,"keptAt":"x","limits":[', '{}', ']}'),
  keepDrift: filled(
    '{"requestId":"7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11","limits":[',
    '{"limit":""}',
    ']}',
  ),
} as const satisfies Partial<Record<RouteName, string>>;
