// `npm run portal`: the emulated portal alone, for any HubSpot client to be pointed at.
import { readEnvironment, type PortalEnvironment } from './environment.ts';
import { startPortal } from './portal.ts';

const isChild = process.connected;

const environment = readEnvironment(process.env);
if (environment.kind === 'wrong') {
  fail(`The portal cannot start:\n${environment.problems}`);
} else {
  await run(environment.value);
}

async function run({ options, settings }: PortalEnvironment): Promise<void> {
  try {
    const running = await startPortal(options);
    const { url } = running;
    if (settings.latencyMs > 0 || settings.timeScale > 1) await change(url, settings);
    const stop = (): void => void running.close();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    // Where another Node process started this one and was killed, nobody else would end it.
    process.once('disconnect', stop);
    process.channel?.unref();
    if (isChild && !process.connected) stop();
    process.stdout.write(welcome(url, options.clientId));
  } catch (problem) {
    fail(sentenceFor(problem, options.port));
  }
}

async function change(url: string, settings: PortalEnvironment['settings']): Promise<void> {
  await fetch(`${url}/_portal/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
}

function welcome(url: string, clientId: string): string {
  return `An emulated HubSpot portal answers at ${url}

  HubSpot API      point your client's base address there instead of https://api.hubapi.com
  Install page     ${url}/oauth/authorize?client_id=${encodeURIComponent(clientId)}&redirect_uri=…&scope=…
  Portals, users   ${url}/_portal/portals
  Make it misbehave, count its calls, read its state: docs/portal.md

Stop with Ctrl+C.
`;
}

function sentenceFor(problem: unknown, port: number): string {
  if (problem instanceof Error && 'code' in problem && problem.code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what runs there, or set PORTAL_PORT to another port.`;
  }
  return `The portal cannot start: ${problem instanceof Error ? problem.message : String(problem)}`;
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
