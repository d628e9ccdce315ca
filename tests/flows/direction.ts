// contact -> company of the production portal, set up for a test without going through the app.
import type { Category } from '#domain/association.ts';
import type { Change } from '#domain/plan.ts';
import { PRODUCTION, type World } from './world.ts';

export const FROM = '0-1';
export const TO = '0-2';
export const UNLABELLED = 'HUBSPOT_DEFINED:279';
export const CONSULTANT = 'USER_DEFINED:279';

/** Keys ("category:typeId") of the direction's labels, by their text. */
export async function labelKeys(world: World): Promise<ReadonlyMap<string, string>> {
  const { labels } = await world.get('direction', `/api/directions/${FROM}/${TO}`);
  return new Map(labels.map((row) => [row.label ?? '', `${row.category}:${String(row.typeId)}`]));
}

/** A colleague sets a limit on HubSpot's own screen, or another app does, which may go higher. */
export async function setInHubSpot(
  world: World,
  key: string,
  max: number | null,
  by: 'screen' | 'app' = 'screen',
): Promise<void> {
  const { from, to, category, typeId } = change(key, max);
  await world.hubspot.admin('POST', '/limits', {
    portalId: PRODUCTION.portalId,
    from,
    to,
    category,
    typeId,
    max,
    by,
  });
}

/** Sets these limits and removes every other of the direction. */
export async function startFrom(
  world: World,
  limits: Readonly<Record<string, number>>,
  by: 'screen' | 'app' = 'screen',
): Promise<void> {
  const held = await world.hubspot.limits(PRODUCTION.portalId, FROM, TO);
  for (const key of held.keys()) await setInHubSpot(world, key, null);
  for (const [key, max] of Object.entries(limits)) await setInHubSpot(world, key, max, by);
}

/** What HubSpot holds for one label. */
export async function heldLimit(world: World, key: string): Promise<number | null> {
  const held = await world.hubspot.limits(PRODUCTION.portalId, FROM, TO);
  return held.get(key) ?? null;
}

export function change(key: string, limit: number | null): Change {
  const [category, typeId] = key.split(':');
  // The keys are the emulator's own, so the category is one of HubSpot's.
  return { from: FROM, to: TO, category: category as Category, typeId: Number(typeId), limit };
}
