// A large portal: hundreds of directions and thousands of labels, built by counting, so that the
// same portal comes out every time.
import type { Seed, SeedAssociation } from './seed.ts';
import { smallSeed } from './small-seed.ts';

const customObjectCount = 30;
const labelsPerLargePair = 16;

/** The small seed, its first portal grown to about 550 directions and 8,000 labels. */
export function largeSeed(): Seed {
  const { portals } = smallSeed();
  const [first, ...others] = portals;
  if (first === undefined) return { portals };
  const custom = Array.from({ length: customObjectCount }, (_, index) => ({
    objectTypeId: `2-${5000 + index}`,
    name: `asset_${index + 1}`,
    singular: `Asset ${index + 1}`,
    plural: `Assets ${index + 1}`,
    records: 1000 + index,
  }));
  const partners = first.objectTypes
    .filter((type) => type.objectTypeId.startsWith('0-'))
    .map((type) => type.objectTypeId)
    .slice(0, 9);
  const associations = custom.flatMap((type, objectIndex) =>
    partners.flatMap((partner, partnerIndex) =>
      pairAssociations(type.objectTypeId, partner, objectIndex * partners.length + partnerIndex),
    ),
  );
  const grown = {
    ...first,
    objectTypes: [...first.objectTypes, ...custom],
    associations: [...first.associations, ...associations],
  };
  return { portals: [grown, ...others] };
}

function pairAssociations(from: string, to: string, pairIndex: number): SeedAssociation[] {
  return Array.from({ length: labelsPerLargePair + 1 }, (_, index): SeedAssociation => {
    const typeId = 10_000 + 2 * (pairIndex * (labelsPerLargePair + 1) + index);
    const unlabelled = index === 0;
    return {
      from,
      to,
      name: `pair_${pairIndex}_${index}`,
      forward: {
        typeId,
        label: unlabelled ? null : `Role ${index}`,
        limit: unlabelled ? 50 : null,
      },
      inverse: { typeId: typeId + 1, label: unlabelled ? null : `Role ${index} of` },
    };
  });
}
