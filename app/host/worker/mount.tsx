// Draws the extension's element into the remote root, inside the provider that feeds the SDK's hooks.
import { Component, createContext, isValidElement, useContext, type ReactNode } from 'react';
import { createRoot } from '@remote-ui/react';
import { createRemoteRoot, type RemoteChannel } from '@remote-ui/core';
import { problemOf, type PageApi } from './api.ts';

const PageContext = createContext<PageApi | null>(null);

/** For the hooks of `hsWorkerAPI`. */
export function usePage(): PageApi {
  const page = useContext(PageContext);
  if (page === null) throw new Error('This hook works only inside the rendered extension.');
  return page;
}

/** Shows what the callback of hubspot.extend returned. */
export async function mount(
  channel: RemoteChannel,
  page: PageApi,
  element: unknown,
): Promise<void> {
  if (!isValidElement(element)) {
    throw new Error('The callback of hubspot.extend must return a React element.');
  }
  const root = createRemoteRoot(channel);
  createRoot(root).render(
    <PageContext.Provider value={page}>
      <CrashReporter page={page}>{element}</CrashReporter>
    </PageContext.Provider>,
  );
  await root.mount();
}

interface CrashReporterProps {
  readonly page: PageApi;
  readonly children: ReactNode;
}

/** An error while rendering that the extension does not catch takes the whole of it away. */
class CrashReporter extends Component<CrashReporterProps, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.page.report(problemOf('crash', error));
  }

  override render(): ReactNode {
    return this.state.crashed ? null : this.props.children;
  }
}
