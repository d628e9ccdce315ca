// A portal for the panel's tests: deals, companies and a custom object.
import type { Direction, LabelRow, ObjectType } from '#domain/association.ts';
import type { Rights, Session } from '#domain/wire.ts';

export const deal: ObjectType = { id: '0-3', singular: 'Deal', plural: 'Deals', custom: false };
export const company: ObjectType = {
  id: '0-2',
  singular: 'Company',
  plural: 'Companies',
  custom: false,
};
export const vessel: ObjectType = {
  id: '2-77',
  singular: 'Vessel',
  plural: 'Vessels',
  custom: true,
};

export const row = (
  typeId: number,
  label: string | null,
  limit: number | null = null,
  category: LabelRow['category'] = 'USER_DEFINED',
): LabelRow => ({ category, typeId, label, limit });

const READ_AT = '2026-11-23T11:59:00.000Z';

export const dealToCompany: Direction = {
  from: deal,
  to: company,
  readAt: READ_AT,
  labels: [
    row(31, 'Partner'),
    row(341, null, 10, 'HUBSPOT_DEFINED'),
    row(5, 'Primary', 1, 'HUBSPOT_DEFINED'),
    row(33, 'Biller', 4),
    row(90, 'Shipper', 3, 'INTEGRATOR_DEFINED'),
  ],
};

export const companyToDeal: Direction = {
  from: company,
  to: deal,
  readAt: READ_AT,
  labels: [row(342, null, null, 'HUBSPOT_DEFINED'), row(32, 'Partner')],
};

export const dealToVessel: Direction = { from: deal, to: vessel, readAt: READ_AT, labels: [] };

export const session: Session = {
  connection: 'connected',
  connectedAt: '2026-11-01T09:00:00.000Z',
  erasedOn: null,
  installUrl: 'https://atmost.example.com/oauth/install',
  portal: { id: '4242', accountType: 'STANDARD', uiDomain: 'app.hubspot.com' },
  user: { id: '7' },
  grantedScopes: ['oauth'],
  missingScopes: [],
  latestPlan: null,
  portalRead: false,
  changedOutside: 0,
};

const superAdmin: Rights = { superAdmin: true, superAdminProblem: null };
export const onlyLooks: Rights = { superAdmin: false, superAdminProblem: null };

export const portal = {
  session,
  rights: superAdmin,
  objectTypes: { objectTypes: [vessel, deal, company], notes: [] },
  directions: [dealToCompany, companyToDeal, dealToVessel],
};

/** A direction with many labels, "Label 1" to "Label `count`". */
export const wideDirection = (count: number): Direction => ({
  ...companyToDeal,
  labels: Array.from({ length: count }, (_, index) => row(1000 + index, `Label ${index + 1}`)),
});
