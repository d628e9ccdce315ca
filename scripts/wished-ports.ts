// The ports that the environment asks for, checked before anything is built.
import * as v from 'valibot';
import { CannotStart } from './cannot-start.ts';

export interface WishedPorts {
  readonly portalPort: number;
  readonly serverPort: number;
}

const HIGHEST = 65_535;
/** Digits only: "4e3" and "0x10" are numbers, but nobody means them. An empty value is no wish. */
const port = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{0,5}$/u),
    v.transform((text) => (text === '' ? undefined : Number(text))),
    v.check((number) => number === undefined || number <= HIGHEST),
  ),
);

/** Throws `CannotStart` where a port is none, or where portal and server would share one. */
export function wishedPorts(
  environment: Readonly<Record<string, string | undefined>>,
): WishedPorts {
  const portalPort = portOf(environment, 'PORTAL_PORT', 4300);
  const serverPort = portOf(environment, 'PORT', 3000);
  if (portalPort === serverPort && portalPort !== 0) {
    throw new CannotStart(
      `The server (PORT) and the portal (PORTAL_PORT, usually 4300) cannot both have port ${String(portalPort)}. Set one of them to another port.`,
    );
  }
  return { portalPort, serverPort };
}

function portOf(
  environment: Readonly<Record<string, string | undefined>>,
  name: 'PORT' | 'PORTAL_PORT',
  usual: number,
): number {
  const text = environment[name];
  const parsed = v.safeParse(port, text);
  if (parsed.success) return parsed.output ?? usual;
  throw new CannotStart(
    `${name} is "${String(text)}", which is no port. Set it to a whole number from 0 to ${String(HIGHEST)}, or leave it out.`,
  );
}
