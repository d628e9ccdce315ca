// A list that comes in pages, or is searched: what is shown of it while the next answer is on its way.

/** What was found stays until then. That nothing was found says nothing about what is asked now. */
export const keepFound = <Page extends { readonly total: number }>(
  before: Page | undefined,
): Page | undefined => (before?.total === 0 ? undefined : before);
