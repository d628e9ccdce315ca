// A short explanation of the element it is the overlay of.
import { useContext, useRef } from 'react';
import type { TooltipProps } from '@hubspot/ui-extensions';
import { TooltipAnchor } from './tooltip-anchor.ts';
import { usePopover } from './use-popover.ts';

export function Tooltip({ children, placement = 'top', testId }: TooltipProps) {
  const { element, shown, tooltipId } = useContext(TooltipAnchor);
  const layer = useRef<HTMLSpanElement>(null);
  usePopover(layer, { open: shown, anchor: element, placement });
  // Always in the page, so that aria-describedby finds its text.
  return (
    <span
      ref={layer}
      id={tooltipId}
      role="tooltip"
      className={shown ? 'tooltip' : 'visually-hidden'}
      data-testid={testId}
    >
      {children}
    </span>
  );
}
