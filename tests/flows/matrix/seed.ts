// A small portal of its own for the fault matrix: five object types, every pair associated, and
// contact -> company with labels to set, change and clear.
import { PRODUCTION } from '../world.ts';

const TYPES = [
  ['0-1', 'contact', 'Contact', 'Contacts'],
  ['0-2', 'company', 'Company', 'Companies'],
  ['0-3', 'deal', 'Deal', 'Deals'],
  ['0-5', 'ticket', 'Ticket', 'Tickets'],
  ['2-7', 'boat', 'Boat', 'Boats'],
] as const;

/** Every ordered pair, as "from" and "to". */
export const PAIRS = TYPES.flatMap(([from]) => TYPES.map(([to]) => ({ from, to })));

/** The unlabelled type of a pair. */
export const unlabelled = (from: string, to: string): number =>
  1_000 + 2 * PAIRS.findIndex((pair) => pair.from === from && pair.to === to);

/** Labels of contact -> company by their typeIds; the limit that each has at the start. */
export const LIMITS: Readonly<Record<number, number | null>> = { 31: null, 33: 3, 35: 4 };

const labels = Object.keys(LIMITS).map((typeId) => ({
  ...{ from: '0-1', to: '0-2', name: `label_${typeId}` },
  forward: { typeId: Number(typeId), label: `Label ${typeId}` },
  inverse: { typeId: Number(typeId) + 1, label: `Inverse ${typeId}` },
}));

const between = PAIRS.filter(({ from, to }) => from <= to).map(({ from, to }) => ({
  ...{ from, to, category: 'HUBSPOT_DEFINED', name: `${from}_to_${to}` },
  forward: { typeId: unlabelled(from, to) },
  ...(from === to ? {} : { inverse: { typeId: unlabelled(to, from) } }),
}));

export const EMAIL = 'ana.planted@matrix.example';

export const seed = {
  portals: [
    {
      portalId: PRODUCTION.portalId,
      ...{ hubDomain: 'matrix.example', accountName: 'Matrix', accountType: 'STANDARD' },
      timeZone: 'Europe/Berlin',
      users: [
        { id: PRODUCTION.userId, email: EMAIL, firstName: 'Ana', lastName: 'M', superAdmin: true },
      ],
      objectTypes: TYPES.map(([objectTypeId, name, singular, plural]) => ({
        ...{ objectTypeId, name, singular, plural },
        records: objectTypeId === '0-1' ? 120 : 30,
      })),
      associations: [...between, ...labels],
    },
  ],
};
