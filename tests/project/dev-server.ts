// Runs HubSpot's development server as a process of its own:
//   node dev-server.ts <project source folder> <port>
// Prints a line when it listens. Its own process, because it installs handlers for every error and
// a crash reporter that calls HubSpot; whoever starts it closes that way out.
import * as v from 'valibot';
import { DevModeUnifiedInterface } from '@hubspot/ui-extensions-dev-server';
import { translateForLocalDev } from '@hubspot/project-parsing-lib/translate';

type Setup = Parameters<typeof DevModeUnifiedInterface.setup>[0];

const [, , projectSourceDir, portText] = process.argv;
const port = v.parse(v.pipe(v.string(), v.toNumber(), v.safeInteger(), v.minValue(1)), portText);
const platformVersion = '2026.09';
const accountId = 4242;

const project = await translateForLocalDev(
  { projectSourceDir: v.parse(v.string(), projectSourceDir), platformVersion, accountId },
  { skipValidation: true },
);
const silent = (): void => undefined;
await DevModeUnifiedInterface.setup({
  // One JSON, typed by HubSpot once in each of the two packages.
  components: project.intermediateRepresentation
    .intermediateNodesIndexedByUid as unknown as Setup['components'],
  platformVersion,
  profileData: {},
  logger: { info: silent, debug: silent, warn: silent, error: silent },
  urls: { api: 'http://127.0.0.1:9', web: 'http://127.0.0.1:9' },
  setActiveApp: () => Promise.resolve(),
  onUploadRequired: silent,
});
await DevModeUnifiedInterface.start({
  accountId,
  projectConfig: { name: 'atmost', srcDir: 'src', platformVersion },
  requestPorts: (requests) =>
    Promise.resolve(Object.fromEntries(requests.map(({ instanceId }) => [instanceId, port]))),
});
process.stdout.write('listening\n');
