// What a Button, Link, Tag or Image does with its `overlay`: opens the Modal or Panel in it when it
// is used, shows the Tooltip in it while it is pointed at or focused.
import { useCallback, useId, useMemo, useState, type ReactNode, type SyntheticEvent } from 'react';
import type { ExtensionEvent, ReactionsHandler } from '@hubspot/ui-extensions';
import { useHost, useRemoteCall } from '../../engine/host-context.ts';
import { fragmentComponents, stringProp } from '../remote-children.ts';
import { TooltipAnchor } from './tooltip-anchor.ts';

export interface Trigger {
  /** Opens the overlay; `event` calls the extension's handler first. */
  readonly activate: (event: SyntheticEvent) => void;
  readonly openOverlay: () => void;
  /** Attributes of the element that is used: description, popup role and pointer handlers. */
  readonly attributes: TriggerAttributes;
  /** The overlay itself, to be drawn beside the element. */
  readonly layer: ReactNode;
}

interface TriggerAttributes {
  readonly ref: (element: HTMLElement | null) => void;
  readonly 'aria-describedby'?: string;
  readonly 'aria-haspopup'?: 'dialog';
  readonly onMouseEnter: () => void;
  readonly onMouseLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

export interface TriggerProps {
  readonly overlay?: ReactNode;
  readonly onClick?: ReactionsHandler<ExtensionEvent> | undefined;
}

export function useTrigger({ overlay, onClick }: TriggerProps, opensOnClick = true): Trigger {
  const { overlays } = useHost();
  const call = useRemoteCall();
  const id = useId();
  const tooltipId = useId();
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [shown, setShown] = useState(false);
  const [target] = fragmentComponents(overlay);

  const openOverlay = useCallback(() => {
    const dialog = fragmentComponents(overlay)
      .filter(({ type }) => type === 'Modal' || type === 'Panel')
      .map((component) => stringProp(component, 'id'))[0];
    if (dialog !== undefined) overlays.open(dialog);
  }, [overlay, overlays]);

  const activate = (event: SyntheticEvent): void => {
    const { type, bubbles, timeStamp } = event;
    void call(onClick, { type, bubbles, timeStamp, id }, reactionsOf(overlays));
    if (opensOnClick) openOverlay();
  };

  const anchor = useMemo(() => ({ element, shown, tooltipId }), [element, shown, tooltipId]);
  const attributes: TriggerAttributes = {
    ref: setElement,
    ...(target?.type === 'Tooltip' && { 'aria-describedby': tooltipId }),
    ...((target?.type === 'Modal' || target?.type === 'Panel') && { 'aria-haspopup': 'dialog' }),
    onMouseEnter: () => {
      setShown(true);
    },
    onMouseLeave: () => {
      setShown(false);
    },
    onFocus: () => {
      setShown(true);
    },
    onBlur: () => {
      setShown(false);
    },
  };
  const layer =
    target === undefined ? null : (
      <TooltipAnchor.Provider value={anchor}>{overlay}</TooltipAnchor.Provider>
    );
  return { activate, openOverlay, attributes, layer };
}

function reactionsOf(overlays: ReturnType<typeof useHost>['overlays']) {
  const { open, close } = overlays;
  return { openModal: open, closeModal: close, openPanel: open, closePanel: close };
}
