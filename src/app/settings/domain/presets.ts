// Limits that people ask for most, each as a question to the portal: which of its labels does it mean,
// and what would have to change? Asked by the server (findPresets.ts).
import * as z from 'zod/mini';
import { objectTypeIdSchema, objectTypeSchema } from './association.ts';
import { directionStateSchema } from './overview.ts';
import { planItemSchema, type Change } from './plan.ts';

export const presetIds = [
  'primary_company_per_deal',
  'primary_company_per_contact',
  'primary_company_per_ticket',
  'primary_contact_per_lead',
  'billing_contact_per_company',
  'billing_contact_per_deal',
  'decision_maker_per_deal',
  'decision_maker_per_company',
  'economic_buyer_per_deal',
  'requester_per_ticket',
  'parent_company_per_company',
  'company_per_deal',
] as const;
export type PresetId = (typeof presetIds)[number];

const pair = { from: objectTypeIdSchema, to: objectTypeIdSchema };

/** What a preset comes to in one portal. */
export const presetFindingSchema = z.object({
  id: z.enum(presetIds),
  ...pair,
  /** blocked: HubSpot would surely refuse it, for the reasons in `problems`. */
  state: z.enum(['offered', 'already', 'blocked']),
  /** Every label that is meant, with what would become of it; of a blocked preset none is planned. */
  items: z.array(planItemSchema),
  problems: z.array(z.string()),
  /** When HubSpot was asked for the limits that this is made from. */
  readAt: z.string(),
});
export type PresetFinding = z.infer<typeof presetFindingSchema>;

/** The presets of a portal as it was last read. */
export const presetsSchema = z.object({
  objectTypes: z.array(objectTypeSchema),
  findings: z.array(presetFindingSchema),
  /** Directions of presets about which nothing can be said, because their limits are not known. */
  unknown: z.array(z.object({ ...pair, state: directionStateSchema })),
});
export type Presets = z.infer<typeof presetsSchema>;

/** What a preset asks for: only what it would change. */
export const changesOfPreset = ({ items }: PresetFinding): readonly Change[] =>
  items
    .filter(({ action }) => action !== 'none')
    .map(({ from, to, category, typeId, after }) => ({ from, to, category, typeId, limit: after }));
