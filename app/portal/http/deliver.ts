// Puts an answer on the wire: whole, cut off in the middle, never finished, or not at all.
import type { Response } from 'express';
import type { Answer } from './answer.ts';

/** `silent`: not a byte, and the connection stays open; `stalled`: half of it, and stays open. */
export type Delivery = 'whole' | 'cut' | 'stalled' | 'silent' | 'reset';

export function deliver(response: Response, answer: Answer, delivery: Delivery): void {
  if (delivery === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (delivery === 'silent') return;
  const body = Buffer.from(answer.body, 'utf8');
  response.status(answer.status);
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (delivery === 'whole') {
    response.setHeader('content-length', body.length);
    response.end(body);
    return;
  }
  // Announced in full, sent in half: the reader sees a connection that ends too early, or never.
  response.setHeader('content-length', Math.max(body.length, 2));
  response.flushHeaders();
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    if (delivery === 'cut') response.socket?.destroy();
  });
}
