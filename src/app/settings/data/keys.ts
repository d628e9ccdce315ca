// Names under which react-query keeps what the server said.
export const keys = {
  session: ['session'],
  objectTypes: ['object-types'],
  directions: ['direction'],
  direction: (from: string, to: string) => ['direction', from, to],
  overviews: ['overview'],
  overview: (asked: Readonly<Record<string, string>>) => ['overview', 'page', asked],
  overviewGrid: ['overview', 'grid'],
  presets: ['overview', 'presets'],
  blockers: (type: string) => ['overview', 'blockers', type],
  plan: (planId: string) => ['plan', planId],
  history: ['history'],
  historyPage: (search: string, page: number) => ['history', 'page', search, page],
  historyPlan: (planId: string) => ['history', 'plan', planId],
} as const;
