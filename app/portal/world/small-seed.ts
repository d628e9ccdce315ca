// The default seed: a production portal, its sandbox with the same labels under other ids, and a
// small portal that renamed Companies and has no custom objects.
import type { Seed, SeedAssociation } from './seed.ts';
import { seedLinkPatterns } from './seed-links.ts';
import { seedLabels, seedObjectLimits, type SeedLabel } from './seed-labels.ts';
import { standardAssociations } from './standard-associations.ts';
import { renamed, type SeedObject } from './standard-objects.ts';

type SeedPortal = Seed['portals'][number];

export function smallSeed(): Seed {
  return { portals: [production(), sandbox(), leasing()] };
}

const ana = { id: 5101, email: 'ana@northwind.example', firstName: 'Ana', lastName: 'Okafor' };
const ben = { id: 5102, email: 'ben@northwind.example', firstName: 'Ben', lastName: 'Lindqvist' };
const chiara = {
  id: 5103,
  email: 'chiara@northwind.example',
  firstName: 'Chiara',
  lastName: 'Rossi',
};

function production(): SeedPortal {
  const objects = [
    ...renamed({ service: ['Installation', 'Installations'] }),
    ...customObjects(1000),
  ];
  return {
    portalId: 24_201_733,
    hubDomain: 'northwind.example',
    accountName: 'Northwind Instruments',
    accountType: 'STANDARD',
    timeZone: 'Europe/Berlin',
    users: [
      { ...ana, superAdmin: true },
      { ...ben, superAdmin: false },
      { ...chiara, superAdmin: false, marketplaceAccess: true },
    ],
    objectTypes: objects,
    associations: associationsOf(objects, 30),
    linkPatterns: seedLinkPatterns(objects),
    busyRecords: [
      { from: '0-1', to: '0-2', objectId: 51, label: 'Mara Idowu', usage: 5 },
      { from: '0-1', to: '0-2', objectId: 77, label: 'Tomas Veld', usage: 7 },
      { from: '0-1', to: '0-2', objectId: 93, label: 'Jun Park', usage: 4 },
      { from: '0-3', to: '0-1', objectId: 310, label: 'Spectrometer, phase 2', usage: 17 },
    ],
  };
}

function sandbox(): SeedPortal {
  const objects = [
    ...renamed({ service: ['Installation', 'Installations'] }),
    ...customObjects(7700),
  ];
  return {
    portalId: 24_305_108,
    hubDomain: 'northwind-sandbox.example',
    accountName: 'Northwind Instruments Sandbox',
    accountType: 'SANDBOX',
    timeZone: 'Europe/Berlin',
    users: [
      { ...ana, superAdmin: true },
      { ...ben, superAdmin: true },
      { ...chiara, superAdmin: false },
    ],
    objectTypes: objects.map((object) => ({ ...object, records: 0 })),
    associations: associationsOf(objects, 412),
  };
}

function leasing(): SeedPortal {
  const objects = renamed({ company: ['Account', 'Accounts'], deal: ['Lease', 'Leases'] });
  return {
    portalId: 8_640_022,
    hubDomain: 'harbour-leasing.example',
    accountName: 'Harbour Leasing',
    accountType: 'STANDARD',
    timeZone: 'America/New_York',
    companyCurrency: 'USD',
    dataHostingLocation: 'na1',
    missingScopes: ['crm.objects.custom.read', 'crm.schemas.custom.read', 'crm.objects.leads.read'],
    users: [
      { ...ana, superAdmin: false },
      {
        id: 5201,
        email: 'dev@harbour.example',
        firstName: 'Dev',
        lastName: 'Mehta',
        superAdmin: true,
      },
    ],
    objectTypes: objects,
    associations: associationsOf(objects, 11),
    linkPatterns: seedLinkPatterns(objects),
  };
}

function customObjects(firstId: number): SeedObject[] {
  return [
    ['instrument', 'Instrument', 'Instruments', 640],
    ['site', 'Site', 'Sites', 210],
    ['warranty', 'Warranty', 'Warranties', 590],
  ].map(([name, singular, plural, records], index) => ({
    objectTypeId: `2-${firstId + index}`,
    name: String(name),
    singular: String(singular),
    plural: String(plural),
    records: Number(records),
  }));
}

/** All associations among `objects`; the portal's own typeIds count up from `firstTypeId`. */
function associationsOf(objects: readonly SeedObject[], firstTypeId: number): SeedAssociation[] {
  const ids = new Map(objects.map((object) => [object.name, object.objectTypeId]));
  const known = (label: SeedLabel): boolean => ids.has(label.from) && ids.has(label.to);
  const idOf = (name: string): string => ids.get(name) ?? name;
  const own = seedLabels
    .filter(known)
    .map((label, index) => ownAssociation(label, idOf, firstTypeId + 2 * index));
  const standard = standardAssociations(idOf);
  for (const [from, to, limit] of seedObjectLimits) {
    const found = standard
      .filter(({ forward }) => (forward.label ?? null) === null)
      .flatMap(({ from: start, to: end, forward, inverse }) => [
        { start, end, direction: forward },
        ...(inverse === undefined ? [] : [{ start: end, end: start, direction: inverse }]),
      ])
      .find(({ start, end }) => start === idOf(from) && end === idOf(to));
    if (found !== undefined) found.direction.limit = limit;
  }
  return [...standard, ...own];
}

function ownAssociation(
  entry: SeedLabel,
  idOf: (name: string) => string,
  nextTypeId: number,
): SeedAssociation {
  // The sandbox numbers its types differently; only the first portal's series collides.
  const typeId = nextTypeId < 400 ? (entry.collidesAt ?? nextTypeId) : nextTypeId;
  const label = entry.label;
  return {
    from: idOf(entry.from),
    to: idOf(entry.to),
    category: entry.category ?? 'USER_DEFINED',
    name: nameOf(entry),
    forward: { typeId, label, limit: entry.limit ?? null },
    inverse: {
      typeId: typeId + 1,
      label: label === null ? null : (entry.inverse ?? label),
      limit: entry.inverseLimit ?? null,
    },
  };
}

/** As labels made on HubSpot's screen are named: the text in lower case with underscores. */
function nameOf({ from, to, label }: SeedLabel): string {
  if (label === null) return `${from}_to_${to}`;
  return label.toLowerCase().replace(/[^a-z0-9]+/gu, '_');
}
