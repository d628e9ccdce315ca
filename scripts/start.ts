// `npm start`: with HubSpot credentials in the environment the server alone; without, a HubSpot
// portal on this machine with the very same server connected to it.
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { runServer } from './server-process.ts';
import { startLocal } from './local.ts';
import { untilStopped } from './until-stopped.ts';

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
  say('atmost: HubSpot credentials found, starting the server alone (against HubSpot).');
  const server = runServer(process.env, 'inherit');
  onSignal((signal) => {
    server.kill(signal);
  });
  process.exitCode = await server.ended;
} else {
  say('atmost: no HUBSPOT_CLIENT_ID set, starting a HubSpot portal on this machine.');
  const local = await startLocal({
    dataDir: '.data/local',
    portalPort: Number(process.env['PORTAL_PORT'] ?? 4300),
    serverPort: Number(process.env['PORT'] ?? 3000),
    say,
  });
  say('');
  say(`  Open  ${local.url}`);
  say('');
  say(
    '  Ctrl+C stops it. What you install and set is kept in .data/local (delete it to start anew).',
  );
  process.exitCode = await untilStopped(local, onSignal, say);
}
