// Numbers and limits as people read them.
import type { Limit } from './limit.ts';

const exact = new Intl.NumberFormat('en');

export const numberText = (number: number): string => exact.format(number);

export const limitText = (limit: Limit): string =>
  limit === null ? 'No limit' : numberText(limit);

export const limitsText = (count: number): string =>
  count === 1 ? '1 limit' : `${numberText(count)} limits`;

/** How many more there are than are shown. */
export const andMore = (count: number): string => `And ${numberText(count)} more.`;
