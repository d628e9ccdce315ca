// Sentences of the presets: the limits that people ask for most.
import type { PresetId } from '../../domain/presets.ts';
import { limitText, numberText } from '../../domain/limitText.ts';
import { changeText, labelInSentence } from './limits.ts';
import type { Limit } from '../../domain/limit.ts';

export const presetWords = {
  title: 'Limits that people ask for most',
  intro:
    'Each one is told from this portal’s own labels, as they were last read, with the plan that it leads to. Nothing changes in HubSpot until you review and apply it.',
  loading: 'Looking for presets',
  noneTitle: 'No preset fits this portal',
  none: 'Atmost looks for labels such as Primary, Billing contact, Decision maker, Economic buyer and Requester, and found none of them.',
  unknownTitle: 'Some pairs are not known',
  columnPreset: 'Preset',
  columnPlan: 'What it would change',
  columnReview: 'Plan',
  alreadySo: 'Already so',
  blocked: 'Not possible as limits are now',
  review: 'Review plan',
} as const;

const names: Readonly<Record<PresetId, string>> = {
  primary_company_per_deal: 'One primary company per deal',
  primary_company_per_contact: 'One primary company per contact',
  primary_company_per_ticket: 'One primary company per ticket',
  primary_contact_per_lead: 'One primary contact per lead',
  billing_contact_per_company: 'One billing contact per company',
  billing_contact_per_deal: 'One billing contact per deal',
  decision_maker_per_deal: 'One decision maker per deal',
  decision_maker_per_company: 'One decision maker per company',
  economic_buyer_per_deal: 'One economic buyer per deal',
  requester_per_ticket: 'One requester per ticket',
  parent_company_per_company: 'One parent company per company',
  company_per_deal: 'One company per deal, whatever its label',
};

export const presetName = (id: PresetId): string => names[id];

/** A label of a preset and what would become of its limit. */
export const presetChange = (label: string | null, before: Limit, after: Limit): string =>
  before === after
    ? `${labelInSentence(label)} has ${limitText(after)} already.`
    : `${labelInSentence(label)}: ${changeText(before, after)}`;

export const presetsUnknown = (directions: readonly string[]): string =>
  directions.length === 1
    ? `${directions.join('')} is not known, so nothing is offered for it. Read the portal again.`
    : `${directions.join(', ')}: these ${numberText(directions.length)} directions are not known, so nothing is offered for them. Read the portal again.`;
