// What names a plan, and the states that it goes through.
import * as z from 'zod/mini';

export const planIdSchema = z.uuid();

export const planStateSchema = z.enum([
  /** Too large to be made at once: its directions are being read. */
  'planning',
  /** It could not be made; nothing was sent. */
  'refused',
  /** Planned and stored, nothing sent. */
  'ready',
  /** Waiting for its turn. */
  'queued',
  'applying',
  /** HubSpot asked to wait (migration, rate limit); goes on by itself at `resumesAt`. */
  'paused',
  'done',
]);
export type PlanState = z.infer<typeof planStateSchema>;
