// `npm start`: with HubSpot credentials in the environment the server alone; without, a HubSpot
// portal on this machine with the very same server connected to it.
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { runServer } from './server-process.ts';
import { CannotStart } from './cannot-start.ts';
import { startLocal } from './local.ts';
import { untilStopped } from './until-stopped.ts';
import { wishedPorts } from './wished-ports.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const onSignal = (stop: (signal: NodeJS.Signals) => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal);
    });
  }
};

if (existsSync('.env')) loadEnvFile('.env');

if (process.env['HUBSPOT_CLIENT_ID']) {
  process.exitCode = await runServerAlone();
} else {
  try {
    process.exitCode = await runLocal();
  } catch (problem) {
    if (!(problem instanceof CannotStart)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    process.exitCode = 1;
  }
}

async function runServerAlone(): Promise<number> {
  say('atmost: HubSpot credentials found, starting the server alone (against HubSpot).');
  const server = runServer(process.env, 'inherit');
  onSignal((signal) => {
    server.kill(signal);
  });
  return await server.ended;
}

async function runLocal(): Promise<number> {
  const ports = wishedPorts(process.env);
  say('atmost: no HUBSPOT_CLIENT_ID set, starting a HubSpot portal on this machine.');
  const local = await startLocal({ dataDir: '.data/local', ...ports, say });
  say('');
  say(`  Open  ${local.url}`);
  say('');
  say(
    '  Ctrl+C stops it. What you install and set is kept in .data/local (delete it to start anew).',
  );
  return await untilStopped(local, onSignal, say);
}
