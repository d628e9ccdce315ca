// What a person may do in the random walk: whatever is on the screen can be pressed, chosen, ticked,
// turned to or typed into.
import {
  Button,
  Checkbox,
  Input,
  LoadingButton,
  MultiSelect,
  SearchInput,
  Select,
  Table,
  Tabs,
  TextArea,
  ToggleGroup,
} from '@hubspot/ui-extensions';
import type { Screen } from './screen.tsx';
import { CODE_ELSEWHERE, type Dice } from './walk-world.ts';

export interface Act {
  /** What is done, as one reads it. */
  readonly said: string;
  readonly run: () => void;
  /** A text that is typed, by the name of its field. */
  readonly types?: { readonly name: string; readonly text: string };
  readonly presses?: string;
}

const LIMITS = ['', '0', '1', '2', '3', '5', '9', '12', 'x', '-1', '1.5', '99999999'];
const SETUP = 'from,to,labelText,limit\ndeal,company,Biller,9\nDeals,Companies,Partner,2\n';
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'setup-code': [CODE_ELSEWHERE, '7KQ4-M0ZD-0000', 'nothing'],
  'setup-pasted': ['', SETUP, `${SETUP}deal,company,,1`, '{"version":1,"limits":[]}', 'what?'],
  'kept-name': ['Production', 'Test', ' '],
  note: ['', 'Ticket 4711', 'x'.repeat(501)],
  search: ['', 'part', 'bill', 'nothing'],
  'overview search': ['', 'part', 'nothing'],
};

const oneOf = <Item>(items: readonly Item[], dice: Dice): Item => items[dice(items.length)] as Item;

/** These lead to HubSpot, or do little however often they are pressed. */
const LEFT_OUT = /^Connect Atmost/u;
const RARE = /^(Switch direction|Disconnect|Copy|Load again|Check|Export|Enter)/u;

/** All that can be done now, by its kind. */
function possible({ renderer }: Screen, dice: Dice): Act[][] {
  const buttons = [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)]
    .filter(({ text, props }) => props.disabled !== true && !LEFT_OUT.test(text ?? ''))
    .filter(({ text }) => !RARE.test(text ?? '') || dice(8) === 0)
    .map((button): Act => {
      const text = button.text ?? '';
      return {
        said: `press ${text}`,
        presses: text,
        run: () => {
          button.trigger('onClick');
        },
      };
    });
  const fields = [
    ...renderer.findAll(Input),
    ...renderer.findAll(SearchInput),
    ...renderer.findAll(TextArea).filter(({ props }) => props.readOnly !== true),
  ].map(({ props: { name, onInput } }): Act => {
    const text = oneOf(TEXTS[name] ?? LIMITS, dice);
    const types = { name, text };
    return {
      said: `type ${JSON.stringify(text)} into ${types.name}`,
      types,
      run: () => onInput?.(text),
    };
  });
  const selects = renderer.findAll(Select).map(({ props: { label, options, onChange } }): Act => {
    const { value, label: name } = oneOf(options, dice);
    return { said: `choose ${name} of ${String(label)}`, run: () => onChange?.(value) };
  });
  const ticks = renderer.findAll(Checkbox).map(({ props: { name, checked, onChange } }): Act => {
    const on = checked !== true;
    return { said: `${on ? 'tick' : 'untick'} ${String(name)}`, run: () => onChange?.(on, '') };
  });
  const tabs = renderer.findAll(Tabs).map((one): Act => {
    const ids = one.childNodes.flatMap((tab) =>
      'props' in tab ? [String((tab.props as { tabId?: string }).tabId)] : [],
    );
    const id = oneOf(ids, dice);
    const tell = one.props.onSelectedChange as ((tab: string) => void) | undefined;
    return { said: `show ${id}`, run: () => tell?.(id) };
  });
  const pages = renderer.findAll(Table).flatMap(({ props }): Act[] => {
    if (!('pageCount' in props && 'onPageChange' in props)) return [];
    const page = 1 + dice(Number(props.pageCount) + 1);
    const turn = props.onPageChange as (page: number) => void;
    return [
      {
        said: `turn to ${String(page)}`,
        run: () => {
          turn(page);
        },
      },
    ];
  });
  const types = renderer.findAll(MultiSelect).map(({ props: { options, onChange } }): Act => {
    const ids = options.map(({ value }) => value).filter(() => dice(2) === 0);
    return { said: `choose ${ids.join()}`, run: () => onChange?.(ids) };
  });
  const toggles = renderer.findAll(ToggleGroup).map(({ props: { options, onChange } }): Act => {
    const { value } = oneOf(options, dice);
    const tell = onChange as (value: string) => void;
    return {
      said: `choose ${value}`,
      run: () => {
        tell(value);
      },
    };
  });
  return [
    buttons,
    buttons,
    buttons,
    fields,
    fields,
    selects,
    ticks,
    tabs,
    [...pages, ...types, ...toggles],
  ];
}

/** Something that can be done now; null: there is nothing. */
export function nextAct(screen: Screen, dice: Dice): Act | null {
  const kinds = possible(screen, dice).filter((acts) => acts.length > 0);
  return kinds.length === 0 ? null : oneOf(oneOf(kinds, dice), dice);
}
