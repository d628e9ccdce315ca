// The world a portal starts with: a seed file of one's own, or one of the two built-in seeds.
import * as v from 'valibot';
import { problemsIn } from '../../problems.ts';
import { readJsonFile } from '../json-file.ts';
import { largeSeed } from './large-seed.ts';
import { seedSchema, worldFromSeed } from './seed.ts';
import { smallSeed } from './small-seed.ts';
import type { World } from './world.ts';

export interface WorldChoice {
  readonly seedFile?: string;
  readonly size?: 'small' | 'large';
}

/** Throws with every problem named when the seed file is none. */
export function chooseWorld({ seedFile, size }: WorldChoice): World {
  if (seedFile === undefined) {
    return worldFromSeed(v.parse(seedSchema, size === 'large' ? largeSeed() : smallSeed()));
  }
  const decoded = v.safeParse(seedSchema, readJsonFile(seedFile));
  if (decoded.success) return worldFromSeed(decoded.output);
  throw new TypeError(`${seedFile} is not a seed:\n${problemsIn(decoded.issues)}`);
}
