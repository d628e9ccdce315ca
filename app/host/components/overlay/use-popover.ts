// Lays an element over the page beside its anchor, in the browser's top layer: no scrolling table
// or dialog cuts it off.
import { useLayoutEffect, type RefObject } from 'react';

export type Placement = 'top' | 'bottom' | 'left' | 'right';

interface PopoverOptions {
  readonly open: boolean;
  readonly anchor: HTMLElement | null;
  readonly placement: Placement;
  /** Makes the element at least as wide as its anchor. */
  readonly matchWidth?: boolean;
}

/** Space between anchor and element, and to the window's edge, in pixels. */
const gap = 6;

export function usePopover(layer: RefObject<HTMLElement>, options: PopoverOptions): void {
  const { open, anchor, placement, matchWidth = false } = options;
  useLayoutEffect(() => {
    const element = layer.current;
    if (!open || element === null || anchor === null) return undefined;
    element.popover = 'manual';
    element.showPopover();
    const place = (): void => {
      const from = anchor.getBoundingClientRect();
      if (matchWidth) element.style.minWidth = `${from.width}px`;
      const { left, top } = position(from, element.getBoundingClientRect(), placement);
      element.style.left = `${left}px`;
      element.style.top = `${top}px`;
    };
    place();
    // A list that gets shorter while one types moves back to its anchor.
    const sizes = new ResizeObserver(place);
    sizes.observe(element);
    const follow = new AbortController();
    const { signal } = follow;
    addEventListener('scroll', place, { capture: true, passive: true, signal });
    addEventListener('resize', place, { signal });
    return () => {
      follow.abort();
      sizes.disconnect();
      if (element.isConnected) element.hidePopover();
    };
  }, [layer, open, anchor, placement, matchWidth]);
}

function position(
  from: DOMRect,
  own: DOMRect,
  placement: Placement,
): { left: number; top: number } {
  const fitsBelow = from.bottom + gap + own.height <= innerHeight || from.top < own.height + gap;
  const below = fitsBelow ? from.bottom + gap : from.top - gap - own.height;
  const wanted = {
    bottom: { left: from.left, top: below },
    top: { left: from.left + (from.width - own.width) / 2, top: from.top - gap - own.height },
    left: { left: from.left - gap - own.width, top: from.top + (from.height - own.height) / 2 },
    right: { left: from.right + gap, top: from.top + (from.height - own.height) / 2 },
  }[placement];
  return {
    left: Math.max(gap, Math.min(wanted.left, innerWidth - own.width - gap)),
    top: Math.max(gap, Math.min(wanted.top, innerHeight - own.height - gap)),
  };
}
