// How a user is called.
import type { Person } from './history.ts';

/** Who it was; the id where HubSpot does not name the user. */
export const personText = ({ id, name }: Person): string => name ?? `User ${id}`;
