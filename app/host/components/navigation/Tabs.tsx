// Tabs: a strip made from the Tab children's own props, and the selected one's content below.
import { useId, useRef, type KeyboardEvent } from 'react';
import { useAttached } from '@remote-ui/react/host';
import type { TabProps, TabsProps } from '@hubspot/ui-extensions';
import { useHost, useRemoteCall } from '../../engine/host-context.ts';
import { classNames } from '../class-names.ts';
import { useLocalValue } from '../local-value.ts';
import { property, remoteChildren, stringProp, type RemoteChild } from '../remote-children.ts';

type TabId = string | number;

export function Tabs(props: TabsProps) {
  const { children, defaultSelected, variant = 'default', fill = false, testId } = props;
  const tabs = remoteChildren(children, 'Tab').map((child, index) => ({
    ...child,
    tabId: tabIdOf(child, index),
  }));
  const [chosen, setChosen] = useLocalValue(props.selected ?? defaultSelected);
  const call = useRemoteCall();
  const baseId = useId();
  const strip = useRef<HTMLDivElement>(null);
  const selected = tabs.find(({ tabId }) => tabId === chosen) ?? tabs[0];

  const select = (tabId: TabId): void => {
    setChosen(tabId);
    // HubSpot types the handler for text or numbers, whichever the tabs use.
    const tell: ((selectedId: never) => void) | undefined = props.onSelectedChange;
    void call(tell as ((selectedId: TabId) => void) | undefined, tabId);
  };
  return (
    <div className={`tabs tabs-${variant}`} data-testid={testId}>
      <div
        ref={strip}
        role="tablist"
        className={classNames('tab-strip', fill && 'fill')}
        onKeyDown={(event) => {
          moveInStrip(event, strip.current);
        }}
      >
        {tabs.map(({ component, tabId }) => (
          <TabButton
            key={component.id}
            component={component}
            id={`${baseId}${tabId}`}
            panelId={`${baseId}panel`}
            selected={tabId === selected?.tabId}
            onSelect={() => {
              select(tabId);
            }}
          />
        ))}
      </div>
      {selected !== undefined && (
        <div
          role="tabpanel"
          id={`${baseId}panel`}
          aria-labelledby={`${baseId}${selected.tabId}`}
          className="tab-panel"
        >
          {selected.element}
        </div>
      )}
    </div>
  );
}

/** Draws the content only; Tabs draws the button. */
export function Tab({ children, testId }: TabProps) {
  return <div data-testid={testId}>{children}</div>;
}

interface TabButtonProps {
  readonly component: RemoteChild['component'];
  readonly id: string;
  readonly panelId: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** Subscribed to its Tab, so that a title that changes alone is drawn too. */
function TabButton({ component, id, panelId, selected, onSelect }: TabButtonProps) {
  const tab = useAttached(useHost().receiver, component) ?? component;
  const disabled = property(tab.props, 'disabled') === true;
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={selected}
      aria-controls={panelId}
      tabIndex={selected ? 0 : -1}
      disabled={disabled}
      title={stringProp(tab, 'tooltip')}
      onClick={onSelect}
    >
      {stringProp(tab, 'title')}
    </button>
  );
}

function tabIdOf({ component }: RemoteChild, index: number): TabId {
  const tabId = property(component.props, 'tabId');
  return typeof tabId === 'string' || typeof tabId === 'number' ? tabId : index;
}

/** Arrow keys select the neighbour, as in the tabs pattern of WAI-ARIA. */
function moveInStrip(event: KeyboardEvent, strip: HTMLElement | null): void {
  const buttons = [...(strip?.querySelectorAll<HTMLButtonElement>('[role=tab]:enabled') ?? [])];
  const current = buttons.findIndex((button) => button === document.activeElement);
  const last = buttons.length - 1;
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: current === last ? 0 : current + 1,
    ArrowLeft: current <= 0 ? last : current - 1,
    Home: 0,
    End: last,
  };
  const target = buttons[targets[event.key] ?? -1];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
  target.click();
}
