// The settings page of one connected app, as HubSpot lays it out, in our own drawing.
import { DeveloperMenu } from '../developer/DeveloperMenu.tsx';
import type { PageData } from '../page-data.ts';
import { ExtensionView } from './ExtensionView.tsx';
import { NotInstalled } from './NotInstalled.tsx';
import { SideNavigation } from './SideNavigation.tsx';
import { TopBar } from './TopBar.tsx';

export function HostPage({ data }: { readonly data: PageData }) {
  const { session, app } = data;
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <TopBar session={session} />
      <div className="page-body">
        <SideNavigation appName={app.name} />
        <main id="main" tabIndex={-1}>
          <nav aria-label="Breadcrumb" className="breadcrumb">
            <ol>
              <li>Settings</li>
              <li>Integrations</li>
              <li>
                <a href={`/settings/${session.portalId}/connected-apps`}>Connected apps</a>
              </li>
              <li aria-current="page">{app.name}</li>
            </ol>
          </nav>
          <div className="page-title">
            <h1>{app.name}</h1>
            <ul className="page-links" aria-label={`About ${app.name}`}>
              <li>
                <a href={app.documentationUrl}>Documentation</a>
              </li>
              <li>
                <a href={app.supportUrl}>Support</a>
              </li>
            </ul>
          </div>
          {session.installed ? <ExtensionView data={data} /> : <NotInstalled data={data} />}
        </main>
      </div>
      <DeveloperMenu />
    </>
  );
}
