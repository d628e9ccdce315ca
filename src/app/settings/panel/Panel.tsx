// The panel with all that it needs around it.
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { PanelBody } from './PanelBody.tsx';
import { CrashBoundary } from './status/CrashBoundary.tsx';

export const Panel = ({ client }: { readonly client: QueryClient }) => (
  <CrashBoundary>
    <QueryClientProvider client={client}>
      <PanelBody />
    </QueryClientProvider>
  </CrashBoundary>
);
