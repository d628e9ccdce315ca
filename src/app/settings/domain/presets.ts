// Limits that people ask for most, each as a question to the portal: which of its labels does it mean,
// and what would have to change? Asked by the server (findPresets.ts).
import * as v from 'valibot';
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
export const presetFindingSchema = v.object({
  id: v.picklist(presetIds),
  ...pair,
  /** blocked: HubSpot would surely refuse it, for the reasons in `problems`. */
  state: v.picklist(['offered', 'already', 'blocked']),
  /** Every label that is meant, with what would become of it; of a blocked preset none is planned. */
  items: v.array(planItemSchema),
  problems: v.array(v.string()),
  /** When HubSpot was asked for the limits that this is made from. */
  readAt: v.string(),
});
export type PresetFinding = v.InferOutput<typeof presetFindingSchema>;

/** The presets of a portal as it was last read. */
export const presetsSchema = v.object({
  objectTypes: v.array(objectTypeSchema),
  findings: v.array(presetFindingSchema),
  /** Directions of presets about which nothing can be said, because their limits are not known. */
  unknown: v.array(v.object({ ...pair, state: directionStateSchema })),
});
export type Presets = v.InferOutput<typeof presetsSchema>;

/** What a preset asks for: only what it would change. */
export const changesOfPreset = ({ items }: PresetFinding): readonly Change[] =>
  items
    .filter(({ action }) => action !== 'none')
    .map(({ from, to, category, typeId, after }) => ({ from, to, category, typeId, limit: after }));
