// What crosses to HubSpot's page: each changed component is a message, and long tables get slow.
import { setTimeout } from 'node:timers/promises';
import { createRemoteRoot, type RemoteRoot } from '@remote-ui/core';
import { createRoot } from '@remote-ui/react';
import { environmentManager } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../src/app/settings/data/client.ts';
import { Panel } from '../../src/app/settings/panel/Panel.tsx';
import { makeBackend } from './backend.ts';
import { portal, wideDirection } from './portal.ts';

// HubSpot's package reads these while it is imported.
vi.hoisted(() => {
  const actions = { addAlert: () => undefined };
  Object.assign(globalThis, {
    self: globalThis,
    __HUBSPOT_EXTENSION_WORKER__: true,
    hsWorkerAPI: { useExtensionActions: () => actions },
  });
});

environmentManager.setIsServer(() => false);

interface Part {
  readonly type?: string;
  readonly props?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Part[];
}

/** All components of a kind, in the order drawn. */
const partsOf = (part: Part, type: string): Part[] => [
  ...(part.type === type ? [part] : []),
  ...(part.children ?? []).flatMap((child) => partsOf(child, type)),
];

async function partWith(root: RemoteRoot, type: string, label: string): Promise<Part> {
  for (;;) {
    const found = partsOf(root as Part, type).find(({ props }) => props?.['label'] === label);
    if (found) return found;
    await setTimeout(1);
  }
}

function handler(part: Part, name: string): (value: string) => void {
  const known = part.props?.[name];
  if (typeof known !== 'function') throw new Error(`No ${name}`);
  return known as (value: string) => void;
}

test('a keystroke in a page of 25 rows redraws its own row and the counter, nothing else', async () => {
  makeBackend({ ...portal, directions: [wideDirection(60)] });
  let messages = 0;
  const root = createRemoteRoot(() => {
    messages += 1;
  });
  createRoot(root).render(<Panel client={makeQueryClient()} />);
  await root.mount();
  handler(await partWith(root, 'Select', 'From'), 'onChange')('0-2');
  handler(await partWith(root, 'Select', 'To'), 'onChange')('0-3');
  const field = await partWith(root, 'Input', 'New limit for “Label 7”');
  handler(field, 'onInput')('1');
  messages = 0;
  handler(field, 'onInput')('12');
  expect(messages).toBeGreaterThan(0);
  expect(messages).toBeLessThan(10);
});
