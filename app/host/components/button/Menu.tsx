// The menu of a Dropdown: a popover with items that the arrow keys walk through.
import { createContext, useContext, useRef, type FocusEvent, type KeyboardEvent } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { usePopover } from '../overlay/use-popover.ts';

const CloseMenu = createContext<() => void>(() => undefined);

export type MenuMove = 'first' | 'last' | 'next' | 'previous';

interface MenuProps {
  readonly id: string;
  readonly label: string;
  readonly open: boolean;
  readonly anchor: HTMLElement | null;
  /** Closes the menu; `back` gives the focus back to the button. */
  readonly onClose: (focus: 'back' | 'elsewhere') => void;
  readonly children: ReactNode;
}

export function Menu({ id, label, open, anchor, onClose, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  usePopover(menu, { open, anchor, placement: 'bottom', matchWidth: true });
  const close = (): void => {
    onClose('back');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = menuMoves[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (move !== undefined) moveFocus(menu.current, move);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (!event.currentTarget.contains(next) && next !== anchor) onClose('elsewhere');
  };
  return (
    <div
      ref={menu}
      id={id}
      role="menu"
      className="menu"
      hidden={!open}
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <CloseMenu.Provider value={close}>{children}</CloseMenu.Provider>
    </div>
  );
}

interface MenuItemProps {
  readonly testId?: string | undefined;
  readonly onClick: (event: SyntheticEvent) => void;
  readonly children: ReactNode;
}

export function MenuItem({ testId, onClick, children }: MenuItemProps) {
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      data-testid={testId}
      onClick={(event) => {
        close();
        onClick(event);
      }}
    >
      {children}
    </button>
  );
}

const menuMoves: Readonly<Record<string, MenuMove>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
};

/** Moves the focus among the items of `menu`. */
export function moveFocus(menu: HTMLElement | null, move: MenuMove): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const current = items.findIndex((item) => item === document.activeElement);
  const last = items.length - 1;
  const targets = {
    first: 0,
    last,
    next: current === last ? 0 : current + 1,
    previous: current <= 0 ? last : current - 1,
  };
  items[targets[move]]?.focus();
}
