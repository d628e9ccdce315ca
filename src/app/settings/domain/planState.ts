// What names a plan, and the states that it goes through.
import * as v from 'valibot';

export const planIdSchema = v.pipe(v.string(), v.uuid());

export const planStateSchema = v.picklist([
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
export type PlanState = v.InferOutput<typeof planStateSchema>;
