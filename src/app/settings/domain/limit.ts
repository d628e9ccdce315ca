// A limit: the most "to" records one "from" record may have under one association type.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import { failed, success, type Result } from './result.ts';

/** Lowest useful limit; 0 is not offered by HubSpot's screen. */
export const MIN_LIMIT = 1;

/** HubSpot's own screen takes One, Many or a custom value up to 10,000 (knowledge base, January 2026). */
export const MAX_LIMIT = 10_000;

/** A number of records, or null for "no limit configured". */
export const limitSchema = v.nullable(
  v.pipe(integerSchema, v.minValue(MIN_LIMIT), v.maxValue(MAX_LIMIT)),
);
export type Limit = number | null;

export type LimitProblem = 'empty' | 'not_whole' | 'below_minimum' | 'above_maximum';

/**
 * Reads what a person typed into a limit field. Only digits (with an optional sign or zero
 * decimals) count as a whole number; "1e3" and "0x10" do not.
 */
export function parseLimit(typed: string): Result<number, LimitProblem> {
  const text = typed.trim();
  if (text === '') return failed('empty');
  // By its digits, because the nearest number to 0.99999999999999999999 is 1.
  if (!/^[+-]?\d+(?:\.0+)?$/.test(text)) return failed('not_whole');
  return checkLimit(Number(text));
}

/** Says whether a number may be a limit, and which rule it breaks if not. */
export function checkLimit(value: number): Result<number, LimitProblem> {
  // Several hundred digits become Infinity: that is too much, rather than not whole.
  if (!Number.isInteger(value) && Math.abs(value) !== Infinity) return failed('not_whole');
  if (value < MIN_LIMIT) return failed('below_minimum');
  if (value > MAX_LIMIT) return failed('above_maximum');
  return success(value);
}

/** Whether going from `before` to `after` makes HubSpot stricter ("no limit" is the loosest). */
export function isLowered(before: Limit, after: Limit): boolean {
  if (after === null) return false;
  return before === null || after < before;
}
