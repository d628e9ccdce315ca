// An extension that uses every stable component, to test the local portal with HubSpot's own build.
import { hubspot, Tab, Tabs } from '@hubspot/ui-extensions';
import { Content } from './Content.tsx';
import { Data } from './Data.tsx';
import { Fields } from './Fields.tsx';
import { Layout } from './Layout.tsx';
import { Overlays } from './Overlays.tsx';
import { Sandbox } from './Sandbox.tsx';

hubspot.extend<'settings'>(() => <Fixture />);

function Fixture() {
  return (
    <Tabs defaultSelected="fields">
      <Tab tabId="fields" title="Fields">
        <Fields />
      </Tab>
      <Tab tabId="content" title="Content">
        <Content />
      </Tab>
      <Tab tabId="layout" title="Layout">
        <Layout />
      </Tab>
      <Tab tabId="data" title="Data">
        <Data />
      </Tab>
      <Tab tabId="overlays" title="Overlays">
        <Overlays />
      </Tab>
      <Tab tabId="sandbox" title="Sandbox">
        <Sandbox />
      </Tab>
    </Tabs>
  );
}
