// A path parameter of a request that its route has.
import type { Asked } from './signed-route.ts';

/** The parsed parameter; a route that has none of this name is a bug. */
export function pathOf(asked: Asked, name: string): string {
  const value = asked.path[name];
  if (value === undefined) throw new Error(`The route has no path parameter “${name}”.`);
  return value;
}
