// Where a person can connect the app again; known once the session was read.
import { createContext } from 'react';

export const ConnectUrl = createContext<string | null>(null);
