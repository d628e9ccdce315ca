// The shape of one hubspot.fetch on its way: extension -> page -> host server, and back.
import { z } from 'zod';

export const fetchCallSchema = z.strictObject({
  requestUri: z.string(),
  method: z.string().default('GET'),
  body: z.unknown().optional(),
  /** Milliseconds. */
  timeout: z.number().optional(),
  headers: z.record(z.string(), z.string()).default({}),
});

export const fetchAnswerSchema = z.object({
  status: z.int().min(200).max(599),
  contentType: z.string(),
  body: z.string(),
});

/** A call as the page may send it. */
export type FetchCall = z.input<typeof fetchCallSchema>;
export type FetchAnswer = z.infer<typeof fetchAnswerSchema>;
