// One-time codes in the Setups tab: making, watching and withdrawing one, and entering another's.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Input, MultiSelect, TextArea } from '@hubspot/ui-extensions';
import { sayEvent } from '#domain/eventWords.ts';
import type { EnteredSetup } from '#domain/setup/code.ts';
import { lost, makeBackend, refusal, type TestBackend } from './backend.ts';
import { onlyLooks, portal } from './portal.ts';
import { openPanel, showTab, type Screen } from './screen.tsx';

let backend: TestBackend;
beforeEach(() => {
  backend = makeBackend(portal);
});
afterEach(() => {
  vi.useRealTimers();
});

async function openSetups(): Promise<Screen> {
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'setups');
  await screen.see('Export the limits of this portal');
  return screen;
}

async function exported(screen: Screen): Promise<void> {
  screen.renderer.find(MultiSelect).props.onChange?.(['0-3', '0-2']);
  screen.press('Export');
  await screen.see('Exported setup');
}

const TITLE = 'What this setup is (optional)';
const CODE = 'Code from the other portal';

const carried: EnteredSetup = {
  document: {
    version: 1,
    limits: [
      {
        from: 'deal',
        to: 'company',
        label: 'biller',
        labelText: 'Biller',
        category: 'USER_DEFINED',
        limit: 9,
      },
    ],
  },
  title: 'Deal limits',
  madeAt: '2026-11-23T12:00:00.000Z',
  from: { id: '24305108', accountType: 'SANDBOX' },
};

test('a code is shown with its minutes and what to do with it, and counts down by itself', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T12:00:00.000Z') });
  const screen = await openSetups();
  await exported(screen);
  screen.type(TITLE, ' Deal limits ');
  screen.press('Make a code');
  await screen.see('7KQ4-M0ZD-0000', '15 minutes left', 'Open Atmost in the other portal');
  expect(backend.callsOf('makeCode')[0]?.body).toMatchObject({ title: 'Deal limits' });
  expect(screen.has('You are in the production portal 4242.')).toBe(true);
  await vi.advanceTimersByTimeAsync(5 * 60_000 + 20_000);
  await screen.see('10 minutes left');
});

test('a code that was used meanwhile says where, and what is over is asked for no more', async () => {
  vi.useFakeTimers();
  const screen = await openSetups();
  await exported(screen);
  screen.press('Make a code');
  await screen.see('7KQ4-M0ZD-0000', 'No title');
  const usedBy = { id: '24201733', accountType: 'STANDARD' };
  backend.codes.made = backend.codes.made.map((one) => ({
    ...one,
    ...{ state: 'used', code: null, usedBy },
  }));
  await vi.advanceTimersByTimeAsync(16_000);
  await screen.see('It was entered in the production portal 24201733.');
  expect(screen.has('7KQ4')).toBe(false);
  expect(screen.buttons()).not.toContain('Withdraw code');
  const asked = backend.callsOf('setupCodes').length;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(backend.callsOf('setupCodes')).toHaveLength(asked);
});

test('a code is withdrawn, and one of an earlier export stays in the list only', async () => {
  const screen = await openSetups();
  await exported(screen);
  screen.press('Make a code');
  await screen.see('7KQ4-M0ZD-0000', 'Codes made here lately');
  screen.press('Withdraw code');
  await screen.see('Withdrawn', 'Nobody can use it any more.');
  screen.press('Make a code');
  await screen.see('Open Atmost in the other portal');
  screen.press('Export');
  await screen.waitFor(() => {
    expect(screen.has('Open Atmost in the other portal')).toBe(false);
  });
  expect(screen.has('7KQ4-M0ZD-0001')).toBe(true);
});

test('pressed twice in one go, one code is made; once it is there, another one can be', async () => {
  const screen = await openSetups();
  await exported(screen);
  screen.press('Make a code');
  screen.press('Make a code');
  await screen.see('Open Atmost in the other portal');
  const ids = () => new Set(backend.callsOf('makeCode').map(({ values }) => values['codeId']));
  expect(ids().size).toBe(1);
  screen.press('Make a code');
  await screen.waitFor(() => {
    expect(ids().size).toBe(2);
  });
});

test('a typed title survives a look at another tab', async () => {
  const screen = await openSetups();
  await exported(screen);
  screen.type(TITLE, 'Deal limits');
  showTab(screen, 'history');
  await screen.waitFor(() => {
    expect(screen.has(TITLE)).toBe(false);
  });
  showTab(screen, 'setups');
  await screen.see(TITLE);
  expect(screen.renderer.find(Input, { name: 'code-title' }).props.defaultValue).toBe(
    'Deal limits',
  );
  screen.press('Make a code');
  await screen.see('7KQ4-M0ZD-0000');
  expect(backend.callsOf('makeCode')[0]?.body).toMatchObject({ title: 'Deal limits' });
});

test('a title that is too long is told at the field and nothing is made', async () => {
  const screen = await openSetups();
  await exported(screen);
  screen.type(TITLE, 'x'.repeat(101));
  await screen.see('The title has 101 characters; it may have 100.');
  screen.press('Make a code');
  expect(backend.callsOf('makeCode')).toEqual([]);
});

test('another portal’s code is checked at once, says where it comes from, and is reviewed', async () => {
  backend.codes.elsewhere.set('7KQ4M0ZDW8RT', carried);
  const screen = await openSetups();
  screen.type(CODE, '7kq4-mOzd-w8rt');
  screen.press('Enter code');
  await screen.see(
    '“Deal limits” from the sandbox 24305108, by code, made on',
    '1 limit in the setup: 1 will be set.',
  );
  expect(screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.defaultValue).toContain(
    '"Biller"',
  );
  expect(screen.renderer.find(Input, { name: 'setup-code' }).props.defaultValue).toBe('');
  screen.press('Review');
  await screen.see('Apply 1 limit');
});

test('a text that is typed over the carried one no longer claims to come from there', async () => {
  backend.codes.elsewhere.set('7KQ4M0ZDW8RT', carried);
  const screen = await openSetups();
  screen.type(CODE, '7KQ4M0ZDW8RT');
  screen.press('Enter code');
  await screen.see('by code, made on');
  screen.press('Check');
  await screen.see('by code, made on', '1 will be set');
  screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.onInput?.('something else');
  await screen.waitFor(() => {
    expect(screen.has('by code, made on')).toBe(false);
  });
});

test('what cannot be a code is told at the field and costs no attempt', async () => {
  const screen = await openSetups();
  for (const typed of ['', '7KQ4-M0ZD', '7KQ4-M0ZD-W8RU']) {
    screen.type(CODE, typed);
    screen.press('Enter code');
    await screen.see('A code has 12 letters and digits');
  }
  expect(backend.callsOf('enterCode')).toEqual([]);
});

test('a code whose answer was lost is entered again as the same attempt', async () => {
  backend.codes.elsewhere.set('7KQ4M0ZDW8RT', carried);
  backend.failNext('enterCode', lost);
  const screen = await openSetups();
  screen.type(CODE, '7KQ4M0ZDW8RT');
  screen.press('Enter code');
  await screen.see('No answer arrived');
  screen.press('Enter code');
  await screen.see('by code, made on');
  const [first, second] = backend.callsOf('enterCode').map(({ body }) => body);
  expect(second).toEqual(first);
});

test('a code whose answer was lost is the same attempt after a look at another tab', async () => {
  backend.codes.elsewhere.set('7KQ4M0ZDW8RT', carried);
  backend.failNext('enterCode', lost);
  const screen = await openSetups();
  screen.type(CODE, '7KQ4M0ZDW8RT');
  screen.press('Enter code');
  await screen.see('No answer arrived');
  showTab(screen, 'limits');
  await screen.see('Choose two object types');
  showTab(screen, 'setups');
  await screen.see(CODE);
  expect(screen.field(CODE).value).toBe('7KQ4M0ZDW8RT');
  // The setup that is pasted meanwhile has nothing to do with it.
  screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.onInput?.('something else');
  screen.press('Enter code');
  await screen.see('by code, made on');
  screen.type(CODE, '7KQ4M0ZDW8RT');
  screen.press('Enter code');
  await screen.waitFor(() => {
    expect(backend.callsOf('enterCode')).toHaveLength(3);
  });
  const [first, second, third] = backend.callsOf('enterCode').map(({ body }) => body);
  expect(second).toEqual(first);
  // Once it was answered, the code was used.
  expect(third).not.toEqual(first);
});

test('why a code is refused is said, and how long to wait after too many', async () => {
  const screen = await openSetups();
  screen.type(CODE, '0000-0000-0000');
  screen.press('Enter code');
  await screen.see('There is no such code');
  const retryAfterMs = 14 * 60_000 - 1;
  const tooMany = { code: 'too_many_attempts', message: 'Too many.', retryAfterMs } as const;
  backend.failNext('enterCode', refusal(429, tooMany));
  screen.press('Enter code');
  await screen.see('Codes can be entered again in 14 minutes.');
});

test('who may not change limits sees what became of codes, and can neither make nor enter one', async () => {
  backend.rights = onlyLooks;
  backend.codes.made = [
    {
      codeId: crypto.randomUUID(),
      state: 'waiting',
      code: null,
      title: 'Deal limits',
      limits: 4,
      madeAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      usedBy: null,
    },
  ];
  const screen = await openSetups();
  await exported(screen);
  await screen.see('Deal limits', '4 limits', 'Shown to Super Admins');
  for (const button of ['Make a code', 'Enter code', 'Withdraw code']) {
    expect(screen.buttons()).not.toContain(button);
  }
});

test('a list of codes that cannot be read says so', async () => {
  backend.failNext('setupCodes', lost);
  const screen = await openSetups();
  await screen.see('Codes made here lately', 'No answer arrived');
});

test('the history shows what happened beside plans, without a way to open it', async () => {
  const at = '2026-11-23T12:00:00.000Z';
  backend.events.push(
    {
      kind: 'event',
      eventId: crypto.randomUUID(),
      at,
      ...sayEvent(
        {
          kind: 'code_used',
          title: 'Deal limits',
          limits: 9,
          portal: { id: '24201733', accountType: 'STANDARD' },
        },
        null,
      ),
    },
    {
      kind: 'event',
      eventId: crypto.randomUUID(),
      at,
      ...sayEvent({ kind: 'code_made', title: null, limits: 1 }, { id: '7', name: 'Ada Byron' }),
    },
  );
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'history');
  await screen.see(
    '2 entries',
    'Somebody in the production portal 24201733',
    'The code for 9 limits was used in the production portal 24201733.',
    'Ada Byron',
    'A code was made that carries 1 limit to another portal.',
    'No title',
  );
  expect(screen.buttons()).not.toContain('Open');
});
