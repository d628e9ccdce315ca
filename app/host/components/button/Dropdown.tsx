// A button that opens a menu.
import { useId, useState } from 'react';
import type { DropdownButtonItemProps, DropdownProps } from '@hubspot/ui-extensions';
import { Glyph } from '../media/Glyph.tsx';
import { useTrigger } from '../overlay/use-trigger.tsx';
import { buttonClass } from './Button.tsx';
import { Menu, MenuItem, moveFocus, type MenuMove } from './Menu.tsx';

export function Dropdown(props: DropdownProps) {
  const { buttonText = 'Actions', disabled = false, buttonSize: size, testId, children } = props;
  const [open, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const menuId = useId();

  const openAt = (where: MenuMove): void => {
    setOpen(true);
    // The menu is shown by a layout effect; only then can an item take the focus.
    requestAnimationFrame(() => {
      moveFocus(document.getElementById(menuId), where);
    });
  };
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
      <Menu
        id={menuId}
        label={buttonText}
        open={open}
        anchor={button}
        onClose={(focus) => {
          setOpen(false);
          if (focus === 'back') button?.focus();
        }}
      >
        {children}
      </Menu>
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
