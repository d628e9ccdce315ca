// What the panel says: something for every case, in plain words.
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import {
  countOutcomes,
  notTriedReasonSchema,
  outcomeSchema,
  refusalReasonSchema,
  unknownReasonSchema,
  type OutcomeKind,
  type RefusalReason,
} from '#domain/outcome.ts';
import { sayFailure } from '#domain/failureWords.ts';
import { errorCodes, type ErrorCode } from '#domain/wire.ts';
import { sayEvent } from '#domain/eventWords.ts';
import type { HistoryEvent } from '#domain/historyEvent.ts';
import { pinText } from '../../src/app/settings/panel/words/kept.ts';
import { directionName, meaning } from '../../src/app/settings/panel/words/limits.ts';
import { hubspotSentence, outcomeWords } from '../../src/app/settings/domain/outcomeWords.ts';
import { countsText } from '../../src/app/settings/panel/words/overview.ts';
import { presetChange } from '../../src/app/settings/panel/words/presets.ts';
import { resultsTitle } from '../../src/app/settings/panel/words/progress.ts';
import {
  cancelledText,
  doneText,
  goOnButton,
  progressText,
} from '../../src/app/settings/panel/words/scan.ts';
import { timeText } from '../../src/app/settings/panel/words/time.ts';
import { company, deal } from './portal.ts';
import { doneScan } from './scan-samples.ts';

const WORDS = new URL('../../src/app/settings/panel/words/', import.meta.url);
const sentence = /^[A-Z“].*[.]$/s;

test('no sentence says “invalid”, apologises, or says “click here”', async () => {
  const files = await readdir(WORDS);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = await readFile(new URL(file, WORDS), 'utf8');
    expect(text).not.toMatch(/invalid|sorry|apolog|oops|please|click here|successfully/i);
  }
});

test.each([
  ...refusalReasonSchema.options.map((reason) => ({ kind: 'refused', reason }) as const),
  ...notTriedReasonSchema.options.map((reason) => ({ kind: 'not_tried', reason }) as const),
  ...unknownReasonSchema.options.map((reason) => ({ kind: 'unknown', reason }) as const),
])('$kind because of $reason has a reason and a way out', (outcome) => {
  const words = outcomeWords({ ...outcome, hubspot: null });
  expect(words?.why).toMatch(sentence);
  expect(words?.wayOut).toMatch(sentence);
});

test.each(['refused', 'not_tried', 'unknown'])(
  '%s for a reason that is new to this page is shown, with the way to know it',
  (kind) => {
    const outcome = v.parse(outcomeSchema, { kind, reason: 'on_strike', hubspot: null });
    expect(outcomeWords(outcome)?.wayOut).toBe('Load this page again: it is named then.');
  },
);

test('the limit that stands in the way is named, with the number that surely works', () => {
  const refused = { kind: 'refused', hubspot: null } as const;
  const label = outcomeWords({
    ...refused,
    reason: 'label_limit_meets_object_limit',
    against: { label: null, limit: 5 },
  });
  expect(label?.wayOut).toContain('Choose 4 or less');
  const object = outcomeWords({
    ...refused,
    reason: 'object_limit_meets_label_limit',
    against: { label: 'Reseller', limit: 5 },
  });
  expect(object?.why).toContain('“Reseller” alone is limited to 5');
  expect(object?.wayOut).toContain('Choose 6 or more');
});

test('one of something is told as one', () => {
  const counts = { directions: 1, labels: 1, limits: 1 };
  const rest = { unread: 0, notAllowed: 0, failed: 0, changed: 0 };
  expect(countsText({ ...counts, ...rest })).toBe('1 of 1 label in 1 direction has a limit.');
  expect(countsText({ ...counts, labels: 7, limits: 0, ...rest })).toContain('7 labels in 1');
  expect(pinText(1, 3)).toBe('Pin it, and 1 of its 3 limits is watched.');
  const scan = { ...doneScan, read: 1, total: 1, unread: 0 };
  expect(doneText(scan, 1, 'Nov 23')).toBe('1 Deal counted on Nov 23.');
  expect(progressText(scan, null)).toBe('1 of 1 Deal.');
  expect(cancelledText(scan, true)).toContain('cancelled after 1 Deal.');
  expect(goOnButton(scan)).toBe('Go on after 1 Deal');
});

test.each(errorCodes)('the failure %s has a title and a sentence', (code) => {
  const { words } = sayFailure({ code, message: 'It failed.' });
  expect(words.title).toMatch(/^\S.+[^.]$/);
  expect(words.text).toMatch(sentence);
});

test('a failure that a newer server kept is told by its message', () => {
  const code = 'on_fire' as ErrorCode;
  const { words } = sayFailure({ code, message: 'The server is on fire.' });
  expect(words).toMatchObject({ text: 'The server is on fire.', wayOut: 'again' });
});

const elsewhere = { id: '9', accountType: null };
const code = { title: null, limits: 1 };
const setup = { name: 'Deals', limits: 1_000 };
// By kind, so that the compiler asks for one that is missing.
const events: { readonly [Kind in HistoryEvent['kind']]: HistoryEvent & { kind: Kind } } = {
  code_made: { kind: 'code_made', ...code },
  code_withdrawn: { kind: 'code_withdrawn', ...code },
  code_used: { kind: 'code_used', ...code, portal: elsewhere },
  code_entered: { kind: 'code_entered', ...code, portal: elsewhere },
  setup_kept: { kind: 'setup_kept', ...setup },
  setup_forgotten: { kind: 'setup_forgotten', ...setup },
  setup_pinned: { kind: 'setup_pinned', ...setup },
  setup_unpinned: { kind: 'setup_unpinned', ...setup },
  drift_kept: { kind: 'drift_kept', labels: ['A', 'B', 'C', 'D'], limits: 4 },
  disconnected: { kind: 'disconnected', reason: 'panel' },
  connected_again: { kind: 'connected_again' },
};

test.each(Object.values(events))(
  'the event $kind is told in a sentence, with its number',
  (event) => {
    const { who, subject, title, text } = sayEvent(event, { id: '7', name: null });
    expect(text).toMatch(sentence);
    const number = 'limits' in event ? /\b(1 limit|1,000 limits|4 limits)\b/ : /Atmost/;
    expect(text).toMatch(number);
    expect(who).toBe('User 7');
    expect(subject).toMatch(/^[A-Z]/);
    expect(subject).not.toBe('Something new');
    expect(title).not.toBe('');
  },
);

test('an event that a newer server wrote is told as such, and spoils no page of the history', () => {
  const event = { kind: 'label_painted', limits: 3 } as unknown as HistoryEvent;
  expect(sayEvent(event, { id: '7', name: null })).toEqual({
    who: 'User 7',
    subject: 'Something new',
    title: 'Not known here',
    text: 'A newer version of Atmost did this. Look again once all its servers are renewed.',
  });
});

test('of somebody in another portal, and of HubSpot itself, only that is told', () => {
  expect(sayEvent(events.code_used, null).who).toBe('Somebody in portal 9');
  expect(sayEvent(events.disconnected, null).who).toBe('In HubSpot');
  expect(sayEvent(events.setup_kept, null).who).toBe('Somebody');
});

test('a limit that cannot be chosen is not advised', () => {
  const words = outcomeWords({
    kind: 'refused',
    hubspot: null,
    reason: 'object_limit_meets_label_limit',
    against: { label: 'Partner', limit: 10_000 },
  });
  expect(words?.wayOut).toBe('First lower the limit for “Partner”.');
});

test('a limit that cannot be lowered or raised any more is to be removed', () => {
  const wayOut = (reason: RefusalReason, label: string | null, limit: number) =>
    outcomeWords({ kind: 'refused', hubspot: null, reason, against: { label, limit } })?.wayOut;
  expect(wayOut('object_limit_meets_label_limit', 'Boss', 1)).toBe(
    'Choose 2 or more, or first remove the limit for “Boss”.',
  );
  expect(wayOut('label_limit_meets_object_limit', null, 10_000)).toBe(
    'Choose 9,999 or less, or first remove the limit for all associations (no label).',
  );
});

test('where only HubSpot can explain a refusal, its own sentence is shown', () => {
  const refusal = { kind: 'refused', hubspot: { httpStatus: 400, message: 'Not here.' } } as const;
  expect(hubspotSentence({ ...refusal, reason: 'other' })).toBe('HubSpot says: “Not here.”');
  expect(hubspotSentence({ ...refusal, reason: 'changed_meanwhile' })).toBe('');
  expect(hubspotSentence({ kind: 'refused', reason: 'other', hubspot: null })).toBe('');
});

test('Hebrew and Arabic names leave the order of what stands around them as it is', () => {
  const [deals, companies] = [
    { singular: 'עסקה', plural: 'עסקאות' },
    { singular: 'شركة', plural: 'شركات' },
  ];
  // Without the marks a screen shows the two names the other way round, and “6 → 5” for “5 → 6”.
  expect(directionName({ from: deals, to: companies })).toBe('עסקה\u200E → شركة\u200E');
  expect(presetChange('ראשי', 5, 6)).toBe('“ראשי\u200E”: 5 → 6');
  expect(directionName({ from: deal, to: company })).toBe('Deal → Company');
});

test('a limit is explained with the portal’s own names', () => {
  const pair = { from: deal, to: company };
  expect(meaning(pair, 'Primary', 1)).toBe(
    'One Deal may have at most 1 Company labelled “Primary”.',
  );
  expect(meaning(pair, null, 2500)).toBe(
    'One Deal may have at most 2,500 Companies in total (this counts every label).',
  );
  expect(meaning(pair, 'Primary', null)).toBe(
    'One Deal may have any number of Companies labelled “Primary”.',
  );
});

test('no heading claims more saved than there are', () => {
  const kinds: OutcomeKind[] = [
    'refused',
    'not_tried',
    'unknown',
    'waiting',
    'sending',
    'checking',
  ];
  for (const kind of kinds) {
    const counts = { ...countOutcomes([]), saved: 2, [kind]: 1 };
    expect(resultsTitle(counts, 3)).toBe('2 of 3 limits saved');
  }
  expect(resultsTitle({ ...countOutcomes([]), saved: 3 }, 3)).toBe('All 3 limits are saved');
  expect(resultsTitle({ ...countOutcomes([]), saved: 1, unchanged: 2 }, 3)).toBe(
    '1 limit saved, the rest was already as wanted',
  );
});

test('a long wait is said in minutes', () => {
  const waitsAnHour = { code: 'rate_limited', message: 'Slow.', retryAfterMs: 3_600_000 } as const;
  expect(sayFailure(waitsAnHour).words.text).toContain('in 60 minutes');
});

test('a time that is none is shown as it came', () => {
  expect(timeText('soon')).toBe('soon');
});
