// Setups that a portal keeps under a name, and the one of them that it is compared with.
import * as z from 'zod/mini';
import { typeKeyText } from '../association.ts';
import type { PinnedLimit } from '../requests/setup.ts';
import { setupDocumentSchema } from './document.ts';
import type { Finding, SetupMatch } from './match.ts';

/** Most setups that one portal keeps. */
export const MAX_KEPT_SETUPS = 100;

/** Longest name, in UTF-16 units, as a text field counts them. */
export const MAX_SETUP_NAME = 100;

/** Made by the panel: HubSpot's proxy may deliver a request twice. */
export const setupIdSchema = z.uuid();

export const keptSetupSchema = z.object({
  setupId: setupIdSchema,
  name: z.string(),
  limits: z.int(),
  /** When its document was kept; another document has another time. */
  keptAt: z.string(),
  keptBy: z.object({
    id: z.string(),
    /** As HubSpot names the user now; null where it does not say. */
    name: z.nullable(z.string()),
  }),
  /** null: not pinned. `limits`: how many of its limits are watched. */
  pinned: z.nullable(z.object({ at: z.string(), limits: z.int() })),
});
export type KeptSetup = z.infer<typeof keptSetupSchema>;

/** All of a portal, by name. */
export const keptSetupsSchema = z.object({ setups: z.array(keptSetupSchema) });
export type KeptSetups = z.infer<typeof keptSetupsSchema>;

export const keptDocumentSchema = z.object({
  ...keptSetupSchema.shape,
  document: setupDocumentSchema,
});
export type KeptDocument = z.infer<typeof keptDocumentSchema>;

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
