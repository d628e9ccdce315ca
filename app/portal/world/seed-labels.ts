// The labels of the built-in portals: what a maker of laboratory instruments might have set up.

export interface SeedLabel {
  readonly from: string;
  readonly to: string;
  /** null: the unlabelled type of a pair with a custom object, which is the portal's own. */
  readonly label: string | null;
  /** Absent: both directions read the same. */
  readonly inverse?: string;
  readonly category?: 'USER_DEFINED' | 'INTEGRATOR_DEFINED';
  readonly limit?: number;
  readonly inverseLimit?: number;
  /** A typeId of its own choice, to collide with another category or another pair. */
  readonly collidesAt?: number;
}

const labels = (
  from: string,
  to: string,
  ...entries: Omit<SeedLabel, 'from' | 'to'>[]
): SeedLabel[] => entries.map((entry) => ({ from, to, ...entry }));

export const seedLabels: readonly SeedLabel[] = [
  ...labels(
    'contact',
    'company',
    // The same typeIds as HubSpot's own unlabelled contact-company type, in another category.
    { label: 'Consultant', inverse: 'Consulted by', collidesAt: 279, limit: 3 },
    { label: 'Board member', inverse: 'Has board member', limit: 4 },
    { label: 'Former employee', inverse: 'Former employer' },
    { label: 'Account manager', inverse: 'Managed by', inverseLimit: 1 },
    { label: 'Billing contact', inverse: 'Billed to', inverseLimit: 2 },
    { label: 'Synced contact', category: 'INTEGRATOR_DEFINED' },
  ),
  ...labels(
    'deal',
    'contact',
    { label: 'Decision maker', inverse: 'Decides on', limit: 1 },
    { label: 'Economic buyer', inverse: 'Pays for', limit: 2 },
    { label: 'Champion', inverse: 'Champions' },
    { label: 'Technical evaluator', inverse: 'Evaluates' },
    { label: 'Legal reviewer', inverse: 'Reviews' },
    { label: 'Blocker' },
  ),
  ...labels(
    'deal',
    'company',
    // HubSpot's Primary types of this pair are 5 and 6 too.
    { label: 'End customer', inverse: 'Buys in', collidesAt: 5, limit: 1 },
    { label: 'Reseller', inverse: 'Resells in', limit: 2 },
    { label: 'Financing partner', inverse: 'Finances' },
    { label: 'Competitor', inverse: 'Competes in' },
    { label: 'Marketplace deal', category: 'INTEGRATOR_DEFINED' },
  ),
  ...labels(
    'ticket',
    'contact',
    // USER_DEFINED 5 again, in another pair: category and typeId are no key of the portal.
    { label: 'Reporter', inverse: 'Reported', collidesAt: 5, limit: 1 },
    { label: 'Affected user', inverse: 'Affected by' },
    { label: 'Escalation contact', inverse: 'Escalation for', limit: 2 },
  ),
  ...labels('ticket', 'company', { label: 'Service partner', inverse: 'Services' }),
  ...labels(
    'contact',
    'contact',
    { label: 'Manager', inverse: 'Reports to', inverseLimit: 1 },
    { label: 'Assistant', inverse: 'Assisted by' },
    { label: 'Colleague', limit: 12, inverseLimit: 12 },
  ),
  ...labels(
    'company',
    'company',
    { label: 'Supplier', inverse: 'Customer of' },
    { label: 'Partner' },
  ),
  ...labels('deal', 'deal', { label: 'Renewal of', inverse: 'Renewed by', limit: 1 }),
  ...labels(
    'order',
    'company',
    { label: 'Ship to', inverse: 'Receives' },
    { label: 'Bill to', inverse: 'Pays' },
  ),
  ...labels(
    'instrument',
    'company',
    { label: null },
    { label: 'Owner', inverse: 'Owns', limit: 1 },
    { label: 'Operator', inverse: 'Operates' },
  ),
  ...labels(
    'instrument',
    'contact',
    { label: null },
    { label: 'Responsible scientist', inverse: 'Responsible for' },
  ),
  ...labels('instrument', 'ticket', { label: null }),
  ...labels('instrument', 'site', { label: null, limit: 1 }),
  ...labels('instrument', 'instrument', { label: 'Replaces', inverse: 'Replaced by', limit: 1 }),
  ...labels(
    'site',
    'company',
    { label: null },
    { label: 'Tenant', inverse: 'Rents' },
    { label: 'Landlord', inverse: 'Lets' },
  ),
  ...labels(
    'site',
    'contact',
    { label: null },
    { label: 'Site manager', inverse: 'Manages site', limit: 1 },
  ),
  ...labels(
    'warranty',
    'instrument',
    { label: null, limit: 5 },
    { label: 'Covers', inverse: 'Covered by', limit: 4 },
  ),
  ...labels('warranty', 'deal', { label: null }),
];

/** Object limits on HubSpot's own unlabelled types, by pair of internal names. */
export const seedObjectLimits: readonly (readonly [from: string, to: string, limit: number])[] = [
  ['contact', 'company', 5],
  ['deal', 'contact', 20],
  ['ticket', 'contact', 10],
  ['contact', 'contact', 25],
];
