import { createRoot } from 'react-dom/client';
import type { PageFirst } from '../desk/page-api.js';
import { App } from './app.js';
import { PageProvider } from './page-provider.js';

/** The page in the browser: a Slack workspace one can use, drawn from what the sandbox's server says. */
const first = JSON.parse(document.getElementById('first')?.textContent ?? 'null') as PageFirst | null;
const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));

if (first) {
  createRoot(root).render(
    <PageProvider first={first}>
      <App />
    </PageProvider>,
  );
}
