// Requests as they are written, where fetch would tidy them up.
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import * as v from 'valibot';
import { errorBodySchema } from '#domain/wire.ts';

export interface RawAnswer {
  readonly status: number;
  /** The code of an error body; null: the body is none. */
  readonly code: string | null;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends `target` to the server at `url`, letter by letter; '' sends no body. */
export function sendRaw(
  url: string,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = '',
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const sent = httpRequest(
      { port, method, path: target, headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        // A list that breaks off ends with an error instead of an end.
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode: status = 0, headers } = response;
          resolve({ status, code: errorCodeOf(text), headers, text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function errorCodeOf(text: string): string | null {
  const error = v.safeParse(errorBodySchema, parsed(text));
  return error.success ? error.output.error.code : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
