// How a number field reads what was typed. HubSpot documents no value for a text that is no number;
// here an empty field tells undefined and letters tell NaN, so that an extension must cope with both.
import type { TextKind } from './typed-text.ts';

/** Thousands may be grouped by commas, as in HubSpot's en-us. */
const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/u;

export const numberText: TextKind<number | undefined> = {
  format: (value) => (value === undefined || Number.isNaN(value) ? '' : String(value)),
  parse(text) {
    const trimmed = text.trim();
    if (trimmed === '') return undefined;
    return Number(grouped.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed);
  },
};
