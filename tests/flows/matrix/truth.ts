// What has to hold of every answer, whatever HubSpot did: it is told, and it is true.
import { expect } from 'vitest';
import * as v from 'valibot';
import { rowText } from '#domain/association.ts';
import { errorBodySchema, planViewSchema, type PlanView } from '#domain/wire.ts';
import { PRODUCTION, type Answer } from '../world.ts';
import { EMAIL } from './seed.ts';
import type { Stage } from './stage.ts';

/** Answers that may be 200 and yet not the whole: each says in itself what is missing. */
const SAYS_WHAT_IS_MISSING: readonly RegExp[] = [
  /"superAdminProblem":"[^"]{15,}/,
  /"connection":"(disconnected|not_installed)"/,
  /"(notes|namedByText)":\["[^"]+/,
  /"unread":\[\{.*"why":"[^"]{15,}/,
  // History without people's names; a scan without the number of records there are.
  /"name":null/,
  /"total":null/,
  // An object that HubSpot did not name goes by its number; where objects are listed it is said why.
  /"plural":"\d+-\d+"/,
  /"unread":[1-9]/,
  /"csv":"[^"]*Z,\d+,/,
  // A job that waits for HubSpot, or gave up: with the time, or the reason.
  /"resumesAt":"\d/,
  /"state":"reading"/,
  /"state":"(stopped|failed)","[^}]*"problem":"[^"]{15,}/,
  /"problem":"[^"]{15,}/,
  /"refusal":\{[^}]*"message":"[^"]{15,}/,
  /"kind":"(refused|not_tried|unknown)"/,
  /"state":"(planning|queued|applying|paused)"/,
  // A disconnect that HubSpot had no part in, or that had happened before.
  /"removedInHubSpot":(false|null)/,
];

/** A failure has a code and a sentence, and is none of the server's; success is whole or says what is not. */
export function expectTold(answer: Answer, healthy: Answer): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  if (answer.text.startsWith('<')) {
    expect(answer.text).toMatch(/<h1>[^<]{5,}.*<p>[^<]{15,}/s);
    return;
  }
  if (answer.status !== 200) {
    const { error } = v.parse(errorBodySchema, JSON.parse(answer.text));
    expect(error.code).not.toBe('internal');
    expect(error.message).toMatch(/\S{3,}.*\S{3,}.*[.”]$/s);
    return;
  }
  const isWhole = withoutChance(answer.text) === withoutChance(healthy.text);
  const isSaid = SAYS_WHAT_IS_MISSING.some((pattern) => pattern.test(answer.text));
  expect(isWhole || isSaid, `${answer.text}\nis not ${healthy.text}`).toBe(true);
}

/** Of a plan: every outcome is what the portal holds, or claims nothing. */
export async function expectTruth(stage: Stage, answer: Answer): Promise<void> {
  const plan = planIn(answer);
  if (!plan || plan.state === 'ready' || plan.state === 'planning') return;
  const held = await stage.world.hubspot.limits(PRODUCTION.portalId, '0-1', '0-2');
  for (const item of plan.items) {
    const { outcome } = item;
    const now = held.get(rowText(item)) ?? null;
    const said = `${JSON.stringify(outcome)} and the portal holds ${String(now)}`;
    if (plan.state === 'done') {
      expect(['waiting', 'sending', 'checking'], said).not.toContain(outcome.kind);
    }
    if (plan.state === 'paused') expect(plan.resumesAt, said).not.toBeNull();
    if (outcome.kind === 'saved') expect(now, said).toBe(item.after);
    if ('now' in outcome && outcome.now !== undefined) expect(outcome.now, said).toBe(now);
  }
  if (plan.items.some(({ outcome }) => outcome.kind === 'saved')) await expectReadBack(stage);
}

export function planIn({ status, text }: Answer): PlanView | null {
  if (status !== 200 || text.startsWith('<')) return null;
  const plan = v.safeParse(planViewSchema, JSON.parse(text));
  return plan.success ? plan.output : null;
}

/** Limits were read, without a fault, after the last write. */
async function expectReadBack({ world }: Stage): Promise<void> {
  // A call that was answered late is logged late.
  const calls = [...(await world.hubspot.calls())].sort((one, other) => one.at - other.at);
  const lastWrite = calls.findLastIndex(({ path }) => /batch\/(create|update|purge)/.test(path));
  const reads = calls.slice(lastWrite + 1).filter((call) => call.fault === null);
  expect(reads.some((call) => call.path.includes('/configurations/') && call.status === 200)).toBe(
    true,
  );
}

/** No limit was written more than once, not even with what it holds already. */
export async function expectWrittenOnce({ world }: Stage): Promise<void> {
  const { writes } = (await world.hubspot.admin('GET', '/limit-writes')) as {
    writes: readonly { readonly typeId: number }[];
  };
  const types = writes.map(({ typeId }) => typeId);
  expect(types, JSON.stringify(writes)).toEqual([...new Set(types)]);
}

/** Neither answers nor the log hold a token, a code, a secret or an e-mail address. */
export function expectNoSecret(stage: Stage, answers: readonly Answer[], logged: string): void {
  const text = answers.map((answer) => answer.text).join('\n') + logged;
  for (const secret of [...stage.wire.secrets, EMAIL]) expect(text).not.toContain(secret);
}

/** The same text for the same thing at another time, with other ids. */
export const withoutChance = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, 'ID')
    .replaceAll(/"mark":"\d+"/g, '"mark":"MARK"')
    .replaceAll(/"code":"[\dA-Z]{4}-?[\dA-Z]{4}-?[\dA-Z]{4}"/g, '"code":"CODE"')
    .replaceAll(/\/scans\/csv\/[^"]+/g, '/scans/csv/LINK');
