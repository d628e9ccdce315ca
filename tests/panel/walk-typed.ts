// What a random walk knows of the limits that were typed: none is lost unless it was given up, applied,
// asked for elsewhere, or is what HubSpot has (or had).
import { Input } from '@hubspot/ui-extensions';
import { expect } from 'vitest';
import { typeKeyText } from '#domain/association.ts';
import type { Change } from '#domain/plan.ts';
import { textOfLimit } from '../../src/app/settings/panel/state/drafts.ts';
import type { Screen } from './screen.tsx';
import type { Act } from './walk-actions.ts';
import type { World } from './walk-world.ts';

export interface Typed {
  readonly before: (act: Act, screen: Screen) => void;
  /** Changes were planned; `isReviewed`: as the review of what was typed. */
  readonly planned: (changes: readonly Change[], isReviewed: boolean) => void;
  readonly check: (screen: Screen) => void;
}

/** The type of a limit's field, by its key. */
const typeOf = (name: string): string | undefined => /^limit (.*>.*)$/u.exec(name)?.[1];

type Texts = Map<string, string>;

export function rememberTyped({ past }: World): Typed {
  let drafts: Texts = new Map();
  let discarded: Texts = new Map();
  /** What HubSpot's page keeps of a field, which knows only how the field started. */
  const onPage = new Map<string, { readonly start: string; readonly text: string }>();
  const isKnown = (type: string, text: string): boolean =>
    [...(past.get(type) ?? [])].some((limit) => textOfLimit(limit) === text);
  const swap = (): void => {
    [drafts, discarded] = [discarded, drafts];
  };
  return {
    before: ({ types, presses = '' }, screen) => {
      const type = types && typeOf(types.name);
      if (types && type !== undefined) {
        const { defaultValue = '' } = screen.renderer.find(Input, { name: types.name }).props;
        onPage.set(type, { start: defaultValue, text: types.text });
        drafts.set(type, types.text);
        discarded.clear();
      }
      if (presses === 'Discard') {
        discarded.clear();
        swap();
      } else if (presses.startsWith('Bring back')) swap();
      // In which row these stand, the walk does not know.
      else if (/^(Keep (\d|no limit)|Remove limit|Apply )/u.test(presses)) {
        drafts.clear();
        discarded.clear();
      }
    },
    planned: (changes, isReviewed) => {
      const wanted = new Map(changes.map((one) => [typeKeyText(one), textOfLimit(one.limit)]));
      for (const [type, text] of drafts) {
        if (!isReviewed) {
          if (wanted.has(type)) drafts.delete(type);
        } else if (!isKnown(type, text)) expect([type, wanted.get(type)]).toEqual([type, text]);
      }
    },
    check: (screen) => {
      const fields = screen.renderer.findAll(Input).map(({ props }) => props);
      for (const [type, text] of drafts) {
        const field = fields.find(({ name }) => typeOf(name) === type);
        if (field === undefined) onPage.delete(type);
        else if (!isKnown(type, text)) {
          const { defaultValue: start = '' } = field;
          const page = onPage.get(type);
          expect([type, page?.start === start ? page.text : start]).toEqual([type, text]);
        }
      }
    },
  };
}
