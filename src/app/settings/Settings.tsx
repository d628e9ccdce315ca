// The entry that HubSpot loads: hands the panel to HubSpot's settings page.
import { hubspot } from '@hubspot/ui-extensions';
import { environmentManager } from '@tanstack/react-query';
import { askAhead } from './data/askAhead.ts';
import { makeQueryClient } from './data/client.ts';
import './panel/words/sideBySide.ts';
import { Panel } from './panel/Panel.tsx';
import { prepareTimes } from './panel/words/time.ts';

// react-query takes HubSpot's web worker for a server, where it would neither poll nor retry.
environmentManager.setIsServer(() => false);

const client = makeQueryClient();

hubspot.extend<'settings'>(() => {
  askAhead(client);
  // While the answers are on their way.
  prepareTimes();
  return <Panel client={client} />;
});
