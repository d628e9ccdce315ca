// One HTTP request to the app's server: no redirects, no connection reuse, a deadline, 1 MB.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { megabyte } from './checked-call.ts';

export interface Outgoing {
  readonly address: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Aborted at the deadline of the whole call. */
  readonly deadline: AbortSignal;
}

export type Sent =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'too-late' }
  | { readonly kind: 'too-large' };

/** Sends and reads the whole answer; never throws. */
export async function send(outgoing: Outgoing): Promise<Sent> {
  try {
    const response = await open(outgoing);
    const body = await readUpToLimit(response);
    if (body === undefined) return { kind: 'too-large' };
    return {
      kind: 'answered',
      status: response.statusCode ?? 0,
      contentType: response.headers['content-type'] ?? '',
      body: body.toString('utf8'),
    };
  } catch (error) {
    if (outgoing.deadline.aborted) return { kind: 'too-late' };
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function open({ address, method, headers, body, deadline }: Outgoing): Promise<IncomingMessage> {
  const url = new URL(address);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const length = body.length === 0 ? {} : { 'content-length': String(body.length) };
    const options = { method, headers: { ...headers, ...length }, agent: false, signal: deadline };
    request(url, options, resolve).on('error', reject).end(body);
  });
}

async function readUpToLimit(response: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    // Leaving the loop closes the connection.
    if (length > megabyte) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
