// Entry of the local portal's page: asks who is signed in, then draws the page.
import { createRoot } from 'react-dom/client';
import { fetchPageData } from './engine/page-fetch.ts';
import { HostPage } from './frame/HostPage.tsx';
import './style/base.css';
import './style/frame.css';
import './style/controls.css';
import './style/choices.css';
import './style/content.css';
import './style/data.css';
import './style/overlays.css';
import './style/developer.css';

const container = document.getElementById('page');
if (container === null) throw new Error('index.html has no #page');
const root = createRoot(container);

try {
  const data = await fetchPageData();
  document.title = `${data.app.name} · Connected apps`;
  root.render(<HostPage data={data} />);
} catch (error) {
  root.render(
    <p role="alert" className="page-failure">
      The local portal does not answer. Start it again with npm start. ({String(error)})
    </p>,
  );
}
