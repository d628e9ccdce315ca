// The code routes of the panel's test backend. What another portal's codes carry is set by the test.
import * as v from 'valibot';
import { CODE_LIFETIME_MS, type EnteredSetup, type SetupCode } from '#domain/setup/code.ts';
import { enterCodeRequestSchema, makeCodeRequestSchema } from '#domain/requests/setup.ts';
import { json, refusal, type Answering, type Call, type TestBackend } from './backend.ts';

export interface Codes {
  /** Newest first. */
  made: SetupCode[];
  /** What codes of other portals carry, by the code as the panel sends it. */
  readonly elsewhere: Map<string, EnteredSetup>;
}

export const noCodes = (): Codes => ({ made: [], elsewhere: new Map() });

/** As on the server, the same id is the same code. */
export function makeCode({ codes }: TestBackend, { values, body }: Call): Answering {
  const known = codes.made.find(({ codeId }) => codeId === values['codeId']);
  if (known) return json(200, known);
  const { document, title = '' } = v.parse(makeCodeRequestSchema, body);
  const code: SetupCode = {
    codeId: values['codeId'] ?? '',
    state: 'waiting',
    code: `7KQ4-M0ZD-000${String(codes.made.length)}`,
    title: title === '' ? null : title,
    limits: document.limits.length,
    madeAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + CODE_LIFETIME_MS).toISOString(),
    usedBy: null,
  };
  codes.made.unshift(code);
  return json(200, code);
}

export const listCodes = ({ codes }: TestBackend): Answering => json(200, { codes: codes.made });

export function withdrawCode({ codes }: TestBackend, { values }: Call): Answering {
  const known = codes.made.find(({ codeId }) => codeId === values['codeId']);
  if (!known) return refusal(404, { code: 'not_found', message: 'There is no such code.' });
  const withdrawn: SetupCode = { ...known, state: 'withdrawn', code: null };
  codes.made = codes.made.map((one) => (one === known ? withdrawn : one));
  return json(200, withdrawn);
}

export function enterCode({ codes }: TestBackend, { body }: Call): Answering {
  const entered = codes.elsewhere.get(v.parse(enterCodeRequestSchema, body).code);
  if (entered) return json(200, entered);
  return refusal(404, { code: 'code_unknown', message: 'There is no such code.' });
}
