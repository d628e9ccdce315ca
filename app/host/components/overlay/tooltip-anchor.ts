// Tells a Tooltip which element it belongs to and whether it shows.
import { createContext } from 'react';

export interface Anchor {
  readonly element: HTMLElement | null;
  readonly shown: boolean;
  readonly tooltipId: string;
}

export const TooltipAnchor = createContext<Anchor>({ element: null, shown: false, tooltipId: '' });
