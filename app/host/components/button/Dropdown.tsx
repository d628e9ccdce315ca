// A button that opens a menu; arrow keys move in it, Escape closes it.
import { useContext, useId, useRef, useState } from 'react';
import { createContext, type FocusEvent, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { DropdownButtonItemProps, DropdownProps } from '@hubspot/ui-extensions';
import { Glyph } from '../media/Glyph.tsx';
import { usePopover } from '../overlay/use-popover.ts';
import { useTrigger } from '../overlay/use-trigger.tsx';
import { buttonClass } from './Button.tsx';

const CloseMenu = createContext<() => void>(() => undefined);

export function Dropdown(props: DropdownProps) {
  const { buttonText = 'Actions', disabled = false, testId, children } = props;
  const [open, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const menu = useRef<HTMLDivElement>(null);
  const menuId = useId();
  usePopover(menu, { open, anchor: button, placement: 'bottom', matchWidth: true });

  const close = (): void => {
    setOpen(false);
    button?.focus();
  };
  const openAt = (where: 'first' | 'last'): void => {
    setOpen(true);
    // The menu is shown by a layout effect; only then can an item take the focus.
    requestAnimationFrame(() => {
      moveFocus(menu.current, where);
    });
  };
  const onMenuKey = (event: KeyboardEvent): void => {
    const move = menuMoves[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (move !== undefined) moveFocus(menu.current, move);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (!event.currentTarget.contains(next) && next !== button) setOpen(false);
  };
  const size = props.buttonSize;
  return (
    <>
      <button
        ref={setButton}
        type="button"
        className={buttonClass({ variant: props.variant ?? 'secondary', ...(size && { size }) })}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={menuId}
        disabled={disabled}
        data-testid={testId}
        onClick={() => {
          if (open) setOpen(false);
          else openAt('first');
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          openAt(event.key === 'ArrowDown' ? 'first' : 'last');
        }}
      >
        {buttonText}
        <Glyph name="downCarat" />
      </button>
      <div
        ref={menu}
        id={menuId}
        role="menu"
        className="menu"
        hidden={!open}
        aria-label={buttonText}
        onKeyDown={onMenuKey}
        onBlur={onBlur}
      >
        <CloseMenu.Provider value={close}>{children}</CloseMenu.Provider>
      </div>
    </>
  );
}

export function DropdownButtonItem(props: DropdownButtonItemProps) {
  const trigger = useTrigger(props);
  return (
    <>
      <MenuItem testId={props.testId} onClick={trigger.activate}>
        {props.children}
      </MenuItem>
      {trigger.layer}
    </>
  );
}

interface MenuItemProps {
  readonly testId?: string | undefined;
  readonly onClick: (event: SyntheticEvent) => void;
  readonly children: React.ReactNode;
}

function MenuItem({ testId, onClick, children }: MenuItemProps) {
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

type Move = 'first' | 'last' | 'next' | 'previous';

const menuMoves: Readonly<Record<string, Move>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
};

function moveFocus(menu: HTMLElement | null, move: Move): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const current = items.findIndex((item) => item === document.activeElement);
  const last = items.length - 1;
  const next = {
    first: 0,
    last,
    next: current === last ? 0 : current + 1,
    previous: current <= 0 ? last : current - 1,
  };
  items[next[move]]?.focus();
}
