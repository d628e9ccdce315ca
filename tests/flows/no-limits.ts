// Thousands of installs from one address within a minute, and no neighbour to protect.
import { success } from '#domain/result.ts';
import type { RequestLimits } from '../../server/http/request-limits.ts';

export const noLimits: RequestLimits = {
  takeForPortal: () => Promise.resolve(success(null)),
  takeForStranger: () => Promise.resolve(success(null)),
  pages: (_request, _response, next) => {
    next();
  },
};
