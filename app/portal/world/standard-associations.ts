// HubSpot-defined association types of the built-in seeds. Up to quotes the typeIds are HubSpot's;
// for the newer objects none are published here, so those are made up and clear of the others.
import type { SeedAssociation } from './seed.ts';

type Row = readonly [
  from: string,
  to: string,
  forwardTypeId: number,
  inverseTypeId: number,
  label?: readonly [forward: string | null, inverse: string | null],
];

const crossObject: readonly Row[] = [
  ['contact', 'company', 279, 280],
  ['contact', 'company', 1, 2, ['Primary', 'Primary']],
  ['contact', 'deal', 4, 3],
  ['contact', 'ticket', 15, 16],
  ['deal', 'company', 341, 342],
  ['deal', 'company', 5, 6, ['Primary', 'Primary']],
  ['deal', 'ticket', 27, 28],
  ['deal', 'line_item', 19, 20],
  ['deal', 'quote', 63, 64],
  ['ticket', 'company', 339, 340],
  ['ticket', 'company', 26, 25, ['Primary', 'Primary']],
  ['note', 'contact', 202, 201],
  ['note', 'company', 190, 189],
  ['note', 'deal', 214, 213],
  ['invoice', 'contact', 9001, 9002],
  ['invoice', 'company', 9003, 9004],
  ['order', 'contact', 9005, 9006],
  ['order', 'company', 9007, 9008],
  ['order', 'deal', 9009, 9010],
  ['lead', 'contact', 9011, 9012],
  ['lead', 'contact', 9013, 9014, ['Primary', 'Primary']],
  ['lead', 'company', 9015, 9016],
  ['service', 'contact', 9017, 9018],
  ['service', 'company', 9019, 9020],
  ['service', 'ticket', 9021, 9022],
  ['appointment', 'contact', 9023, 9024],
  ['appointment', 'company', 9025, 9026],
  ['company', 'company', 13, 14, ['Parent Company', 'Child Company']],
];
/** Same-object unlabelled types are their own inverse: one typeId for both directions. */
const sameObject: readonly (readonly [object: string, typeId: number])[] = [
  ['contact', 449],
  ['company', 450],
  ['deal', 451],
  ['ticket', 452],
];

/** `idOf` gives a portal's object type id for an internal name. */
export function standardAssociations(idOf: (name: string) => string): SeedAssociation[] {
  return [
    ...crossObject.map(([from, to, forward, inverse, label]): SeedAssociation => {
      const kind = label === undefined ? '' : '_primary';
      return {
        from: idOf(from),
        to: idOf(to),
        category: 'HUBSPOT_DEFINED',
        name: `${from}_to_${to}${kind}`,
        forward: {
          typeId: forward,
          label: label?.[0] ?? null,
          name: from === to ? 'parent_to_child_company' : `${from}_to_${to}${kind}`,
        },
        inverse: {
          typeId: inverse,
          label: label?.[1] ?? null,
          name: from === to ? 'child_to_parent_company' : `${to}_to_${from}${kind}`,
        },
      };
    }),
    ...sameObject.map(([name, typeId]): SeedAssociation => ({
      from: idOf(name),
      to: idOf(name),
      category: 'HUBSPOT_DEFINED',
      name: `${name}_to_${name}`,
      forward: { typeId },
    })),
  ];
}
