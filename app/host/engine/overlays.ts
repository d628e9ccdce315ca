// Which modals and panels are open: shared by the buttons that open them, the dialogs that draw
// themselves, and the extension's closeOverlay action.

export interface Overlays {
  readonly open: (id: string) => void;
  readonly close: (id: string) => void;
  readonly isOpen: (id: string) => boolean;
  /** For useSyncExternalStore. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createOverlays(): Overlays {
  const openIds = new Set<string>();
  const listeners = new Set<() => void>();
  const tell = (changed: boolean): void => {
    if (changed) for (const listener of listeners) listener();
  };
  return {
    open(id) {
      const changed = !openIds.has(id);
      openIds.add(id);
      tell(changed);
    },
    close(id) {
      tell(openIds.delete(id));
    },
    isOpen: (id) => openIds.has(id),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
