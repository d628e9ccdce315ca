// Ways to check a v3 signature; each must accept what HubSpot's own development proxy sends.
import { createHmac } from 'node:crypto';
import { checkSignature } from '../../server/http/signature.ts';
import { Secret } from '../../server/secret.ts';
import type { Received } from '../host/recording-server.ts';

export interface SignatureCheck {
  readonly name: string;
  /** `baseUrl` is the address under which the server counts as reachable. */
  readonly accepts: (request: Received, baseUrl: string, clientSecret: string) => boolean;
}

const header = ({ headers }: Received, name: string): string => String(headers[name]);

const documented: SignatureCheck = {
  name: 'the documentation’s formula',
  accepts(request, baseUrl, clientSecret) {
    const timestamp = header(request, 'x-hubspot-request-timestamp');
    const source = request.method + baseUrl + request.target + request.body + timestamp;
    const expected = createHmac('sha256', clientSecret).update(source).digest('base64');
    return expected === header(request, 'x-hubspot-signature-v3');
  },
};

const ourServer: SignatureCheck = {
  name: 'Atmost’s server',
  accepts(request, baseUrl, clientSecret) {
    const signed = {
      method: request.method,
      target: request.target,
      rawBody: Buffer.from(request.body),
      signature: header(request, 'x-hubspot-signature-v3'),
      timestamp: header(request, 'x-hubspot-request-timestamp'),
    };
    return checkSignature(signed, baseUrl, new Secret(clientSecret), Date.now()).ok;
  },
};

export const signatureChecks = [documented, ourServer];
