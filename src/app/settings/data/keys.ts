// Names under which react-query keeps what the server said.
export const keys = {
  session: ['session'],
  objectTypes: ['object-types'],
  directions: ['direction'],
  direction: (from: string, to: string) => ['direction', from, to],
  plan: (planId: string) => ['plan', planId],
} as const;
