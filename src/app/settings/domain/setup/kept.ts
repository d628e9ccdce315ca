// Setups that a portal keeps under a name, and the one of them that it is compared with.
import * as v from 'valibot';
import { integerSchema } from '../integer.ts';
import { typeKeyText } from '../association.ts';
import type { PinnedLimit } from '../requests/setup.ts';
import { setupDocumentSchema } from './document.ts';
import type { Finding, SetupMatch } from './match.ts';

/** Most setups that one portal keeps. */
export const MAX_KEPT_SETUPS = 100;

/** Longest name, in UTF-16 units, as a text field counts them. */
export const MAX_SETUP_NAME = 100;

/** Made by the panel: HubSpot's proxy may deliver a request twice. */
export const setupIdSchema = v.pipe(v.string(), v.uuid());

export const keptSetupSchema = v.object({
  setupId: setupIdSchema,
  name: v.string(),
  limits: integerSchema,
  /** When its document was kept; another document has another time. */
  keptAt: v.string(),
  keptBy: v.object({
    id: v.string(),
    /** As HubSpot names the user now; null where it does not say. */
    name: v.nullable(v.string()),
  }),
  /** null: not pinned. `limits`: how many of its limits are watched. */
  pinned: v.nullable(v.object({ at: v.string(), limits: integerSchema })),
});
export type KeptSetup = v.InferOutput<typeof keptSetupSchema>;

/** All of a portal, by name. */
export const keptSetupsSchema = v.object({ setups: v.array(keptSetupSchema) });
export type KeptSetups = v.InferOutput<typeof keptSetupsSchema>;

export const keptDocumentSchema = v.object({
  ...keptSetupSchema.entries,
  document: setupDocumentSchema,
});
export type KeptDocument = v.InferOutput<typeof keptDocumentSchema>;

export interface Pin {
  /** What is watched: every entry of which it is sure what it means here. */
  readonly limits: readonly PinnedLimit[];
  /** Entries that are left out or not decided. */
  readonly notWatched: readonly Finding[];
}

/** What pinning a compared setup would watch, and what not. */
export function pinOf({ findings }: Pick<SetupMatch, 'findings'>): Pin {
  const watched = new Map<string, PinnedLimit>();
  const notWatched: Finding[] = [];
  for (const finding of findings) {
    const { verdict, entry } = finding;
    if (verdict.kind !== 'set' && verdict.kind !== 'already') {
      notWatched.push(finding);
      continue;
    }
    const { from, to, category, typeId, label } = verdict.target;
    const limit = { from, to, category, typeId, label, limit: entry.limit };
    watched.set(typeKeyText(limit), limit);
  }
  return { limits: [...watched.values()], notWatched };
}

/** Whether two names are the same to a person. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other);

const folded = (name: string): string => name.normalize('NFC').trim().toLowerCase();
