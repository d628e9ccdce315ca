// The entry that HubSpot loads: hands the panel to HubSpot's settings page.
import { hubspot } from '@hubspot/ui-extensions';
import { environmentManager } from '@tanstack/react-query';
import { makeQueryClient } from './data/client.ts';
import { Panel } from './panel/Panel.tsx';

// react-query takes HubSpot's web worker for a server, where it would neither poll nor retry.
environmentManager.setIsServer(() => false);

const client = makeQueryClient();

hubspot.extend<'settings'>(() => <Panel client={client} />);
