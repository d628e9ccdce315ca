// What a scan told of each type beside a brute-force count over the portal's data, so that one
// comparison finds a record that was counted twice, or not at all.
import { rowText, type Category } from '#domain/association.ts';
import type { Scan } from '#domain/scan.ts';
import type { Emulator } from './emulator.ts';
import { asDistribution, type ScannedPair } from './scan-steps.ts';
import type { Who } from './world.ts';

/** Of each type, by its text: how many records have how many associations. */
export type Distributions = Readonly<Record<string, readonly (readonly [number, number])[]>>;

export const distributionsOf = ({ types }: Scan): Distributions =>
  Object.fromEntries(types.map((type) => [rowText(type), type.distribution]));

/** As the portal has it now. */
export async function truthAt(
  hubspot: Pick<Emulator, 'admin'>,
  { portalId }: Pick<Who, 'portalId'>,
  { from, to }: ScannedPair,
): Promise<Distributions> {
  const query = `portalId=${String(portalId)}&from=${from}&to=${to}`;
  const { types } = (await hubspot.admin('GET', `/distribution?${query}`)) as {
    types: { category: Category; typeId: number; recordsByCount: Record<string, number> }[];
  };
  return Object.fromEntries(
    types.map((type) => [rowText(type), asDistribution(type.recordsByCount)]),
  );
}
