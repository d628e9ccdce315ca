// The panel as a person uses it: fields by label, buttons by text, sentences by reading.
import { setTimeout } from 'node:timers/promises';
import { environmentManager } from '@tanstack/react-query';
import {
  Button,
  Input,
  LoadingButton,
  SearchInput,
  Select,
  Table,
  Tabs,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { vi } from 'vitest';
import { makeQueryClient } from '../../src/app/settings/data/client.ts';
import { Panel } from '../../src/app/settings/panel/Panel.tsx';

environmentManager.setIsServer(() => false);

type Renderer = ReturnType<typeof createRenderer<'settings'>>;

export interface Field {
  readonly value: string;
  readonly problem: string;
}

export interface Screen {
  readonly renderer: Renderer;
  /** All that is drawn: texts and props. */
  readonly shown: () => string;
  readonly waitFor: (check: () => void) => Promise<void>;
  readonly see: (...sentences: string[]) => Promise<void>;
  readonly has: (sentence: string) => boolean;
  readonly buttons: () => string[];
  readonly press: (text: string, position?: number) => void;
  readonly primaryButtons: () => string[];
  readonly field: (label: string) => Field;
  readonly inputs: () => string[];
  readonly selects: () => { readonly options: { readonly label: string }[] }[];
  /** How many pages the first table has, and turning to one of them. */
  readonly pageCount: () => number;
  readonly turnTo: (page: number) => void;
  readonly type: (label: string, text: string) => void;
  readonly search: (text: string) => void;
  readonly choose: (label: string, id: string) => void;
}

export function openPanel(): Screen {
  const client = makeQueryClient();
  const renderer = createRenderer('settings');
  renderer.render(<Panel client={client} />);
  return screenOf(renderer);
}

export function screenOf(renderer: Renderer): Screen {
  const shown = (): string => renderer.getRootNode().toString().replaceAll('\\"', '"');
  // Between a button's text and its icon stands a space.
  const all = () =>
    [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)].map((button) => ({
      text: button.text?.trim() ?? '',
      props: button.props,
      press: () => {
        button.trigger('onClick');
      },
    }));
  // What was typed stays in the field until the panel starts it with another text. (A field that is
  // made anew with the same text looks alike here; fields.test.tsx tells them apart.)
  const typed = new Map<string, { start: string | undefined; text: string }>();
  const input = (label: string) => renderer.find(Input, { label });
  return {
    renderer,
    shown,
    waitFor,
    see: (...sentences) =>
      waitFor(() => {
        const missing = sentences.filter((sentence) => !shown().includes(sentence));
        if (missing.length > 0) throw new Error(`Not shown: ${missing.join(' | ')}\n${shown()}`);
      }),
    has: (sentence) => shown().includes(sentence),
    buttons: () => all().map(({ text }) => text),
    primaryButtons: () =>
      all()
        .filter(({ props }) => props.variant === 'primary')
        .map(({ text }) => text),
    press: (text, position = 0) => {
      const button = all().filter((one) => one.text === text)[position];
      if (!button)
        throw new Error(
          `No button "${text}" among: ${all()
            .map((b) => b.text)
            .join()}`,
        );
      button.press();
    },
    field: (label) => {
      const { defaultValue = '', validationMessage = '' } = input(label).props;
      const last = typed.get(label);
      const value = last?.start === defaultValue ? last.text : defaultValue;
      return { value, problem: validationMessage };
    },
    inputs: () => renderer.findAll(Input).map(({ props }) => props.label),
    selects: () => renderer.findAll(Select).map(({ props }) => ({ options: props.options })),
    pageCount: () => pagerOf(renderer.find(Table).props).pageCount,
    turnTo: (page) => {
      pagerOf(renderer.find(Table).props).onPageChange(page);
    },
    type: (label, text) => {
      const { defaultValue: start, onInput } = input(label).props;
      typed.set(label, { start, text });
      onInput?.(text);
    },
    search: (text) => {
      renderer.find(SearchInput).props.onInput?.(text);
    },
    choose: (label, id) => {
      renderer.find(Select, { label }).props.onChange?.(id);
    },
  };
}

interface Pager {
  readonly pageCount: number;
  readonly onPageChange: (page: number) => void;
}

/** The renderer's types forget the props that only tables with pages have. */
function pagerOf(props: object): Pager {
  if (!('pageCount' in props && 'onPageChange' in props)) throw new Error('Just one page');
  return props as Pager;
}

/** Five seconds at most: a busy machine is slow, and waiting costs nothing where the check passes. */
const MOST_STEPS = 1_000;
const STEP_MS = 5;

/** Waits until a check passes, on the real clock or on the one that a test moves. */
async function waitFor(check: () => void): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    try {
      check();
      return;
    } catch {
      await (vi.isFakeTimers() ? vi.advanceTimersByTimeAsync(1) : setTimeout(STEP_MS));
    }
  }
  check();
}

/** Opens the panel and chooses Deal → Company. */
/**
 * Opens a tab of the panel, or of a page of it (`position` 1). HubSpot types the handler for text or
 * numbers; these tabs use text.
 */
export function showTab({ renderer }: Pick<Screen, 'renderer'>, tab: string, position = 0): void {
  const tell = renderer.findAll(Tabs)[position]?.props.onSelectedChange;
  (tell as ((tab: string) => void) | undefined)?.(tab);
}

export async function openLabels(): Promise<Screen> {
  const screen = openPanel();
  await screen.see('Choose two object types');
  screen.choose('From', '0-3');
  screen.choose('To', '0-2');
  await screen.see('"Primary"');
  return screen;
}
