// What HubSpot shows where an app is not installed: no extension, only the way to install it.
import type { PageData } from '../page-data.ts';
import { Picture } from '../components/media/Illustration.tsx';

export function NotInstalled({ data }: { readonly data: PageData }) {
  const { app, session, installUrl } = data;
  return (
    <section className="not-installed" aria-labelledby="not-installed">
      <Picture subject="integrations" width={180} />
      <h2 id="not-installed">{app.name} is not installed in this account</h2>
      <p>{app.description}</p>
      <p>
        Install it to use it in {session.accountName} ({session.portalId}). You will be asked which
        data it may read.
      </p>
      <a className="button button-primary button-md" href={installUrl}>
        Install {app.name}
      </a>
    </section>
  );
}
