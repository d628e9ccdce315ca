// Which labels of a portal the presets mean, and what would have to change. Object types are HubSpot's
// standard ones by their ids; labels are found by their texts, because their ids mean something else in
// every portal.
import type { Category, Direction, LabelRow } from './association.ts';
import { planChanges, type Change } from './plan.ts';
import type { PresetFinding, PresetId } from './presets.ts';

export interface Preset {
  readonly id: PresetId;
  readonly from: string;
  readonly to: string;
  readonly means: (row: LabelRow) => boolean;
  readonly limit: number;
}

const CONTACT = '0-1';
const COMPANY = '0-2';
const DEAL = '0-3';
const TICKET = '0-5';
const LEAD = '0-136';

/** Texts that differ in case, hyphens or spaces only are one text. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-–/]+/gu, ' ')
    .trim();

const labelled = (text: string, ...synonyms: readonly string[]): Preset['means'] => {
  const texts = new Set([text, ...synonyms]);
  return ({ label }) => label !== null && texts.has(folded(label));
};

/** HubSpot's own label; somebody's own "Primary" means what that person says. */
const ownedBy =
  (category: Category, means: Preset['means']): Preset['means'] =>
  (row) =>
    row.category === category && means(row);

const primary = ownedBy('HUBSPOT_DEFINED', labelled('primary'));
const billing = labelled(
  'billing contact',
  'billed to',
  'bill to',
  'invoice contact',
  'invoice to',
);
const decides = labelled('decision maker', 'decisionmaker', 'decider');

export const presets: readonly Preset[] = [
  { id: 'primary_company_per_deal', from: DEAL, to: COMPANY, means: primary, limit: 1 },
  { id: 'primary_company_per_contact', from: CONTACT, to: COMPANY, means: primary, limit: 1 },
  { id: 'primary_company_per_ticket', from: TICKET, to: COMPANY, means: primary, limit: 1 },
  { id: 'primary_contact_per_lead', from: LEAD, to: CONTACT, means: primary, limit: 1 },
  { id: 'billing_contact_per_company', from: COMPANY, to: CONTACT, means: billing, limit: 1 },
  { id: 'billing_contact_per_deal', from: DEAL, to: CONTACT, means: billing, limit: 1 },
  { id: 'decision_maker_per_deal', from: DEAL, to: CONTACT, means: decides, limit: 1 },
  { id: 'decision_maker_per_company', from: COMPANY, to: CONTACT, means: decides, limit: 1 },
  {
    id: 'economic_buyer_per_deal',
    from: DEAL,
    to: CONTACT,
    means: labelled('economic buyer', 'budget holder', 'budget owner'),
    limit: 1,
  },
  {
    id: 'requester_per_ticket',
    from: TICKET,
    to: CONTACT,
    means: labelled('requester', 'requestor', 'requested by', 'reporter', 'reported by'),
    limit: 1,
  },
  {
    id: 'parent_company_per_company',
    from: COMPANY,
    to: COMPANY,
    means: ownedBy('HUBSPOT_DEFINED', labelled('parent company', 'parent')),
    limit: 1,
  },
  {
    id: 'company_per_deal',
    from: DEAL,
    to: COMPANY,
    means: ({ label }) => label === null,
    limit: 1,
  },
];

/**
 * What the presets come to in a portal whose directions are as told, in the order of the list. A
 * preset whose direction is not among them, or has no label that is meant, is not found.
 */
export function findPresets(directions: readonly Direction[]): readonly PresetFinding[] {
  return presets.flatMap((preset) => {
    const direction = directions.find(
      ({ from, to }) => from.id === preset.from && to.id === preset.to,
    );
    const rows = direction?.labels.filter(preset.means) ?? [];
    return direction && rows.length > 0 ? [findingOf(preset, direction, rows)] : [];
  });
}

function findingOf(preset: Preset, direction: Direction, rows: readonly LabelRow[]): PresetFinding {
  const { id, from, to, limit } = preset;
  const { readAt } = direction;
  const changes = rows.map(({ category, typeId }): Change => ({
    from,
    to,
    category,
    typeId,
    limit,
  }));
  const planned = planChanges([direction], changes);
  if (!planned.ok) {
    const problems = planned.failure.map(({ message }) => message);
    return { id, from, to, state: 'blocked', items: [], problems, readAt };
  }
  const items = [...planned.value];
  const isAlready = items.every(({ action }) => action === 'none');
  return { id, from, to, state: isAlready ? 'already' : 'offered', items, problems: [], readAt };
}
