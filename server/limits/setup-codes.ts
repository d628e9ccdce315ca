// What the panel can do with one-time codes: make, look at and withdraw its own, enter another's.
import { failed, success, type Result } from '#domain/result.ts';
import {
  normaliseCode,
  printCode,
  type EnteredSetup,
  type SetupCode,
  type SetupCodes as SetupCodeList,
} from '#domain/setup/code.ts';
import type { EnterCodeRequest, MakeCodeRequest } from '#domain/requests/setup.ts';
import type { Clock } from '../clock.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { Asker } from '../portals/asker.ts';
import { mustBeSuperAdmin } from '../portals/super-admin.ts';
import type { CodeAttempts } from '../storage/code-attempts.ts';
import type { CodeRefusal } from '../storage/enter-code.ts';
import type { StoredCode } from '../storage/setup-code-rows.ts';
import type { SetupCodes } from '../storage/setup-codes.ts';

export interface CarrySetups {
  /** Makes a code under an id made by the panel; the same id again is the same code. */
  make(
    asker: Asker,
    codeId: string,
    request: MakeCodeRequest,
  ): Promise<Result<SetupCode, ApiFailure>>;
  list(asker: Asker): Promise<Result<SetupCodeList, ApiFailure>>;
  /** Withdraws a waiting code; the answer says what the code is now. */
  withdraw(asker: Asker, codeId: string): Promise<Result<SetupCode, ApiFailure>>;
  enter(asker: Asker, request: EnterCodeRequest): Promise<Result<EnteredSetup, ApiFailure>>;
}

export interface CarrySetupsParts {
  readonly codes: SetupCodes;
  readonly attempts: CodeAttempts;
  readonly facts: Pick<PortalFacts, 'isSuperAdmin'>;
  readonly clock: Clock;
}

/** The codes of all portals; every call names its asker. */
export function createCarrySetups(parts: CarrySetupsParts): CarrySetups {
  const { codes, facts, clock } = parts;
  return {
    async make(asker, codeId, { document, title = '' }) {
      const allowed = await mustBeSuperAdmin(facts, asker);
      if (!allowed.ok) return allowed;
      const made = await codes.make(asker.portal, {
        codeId,
        document,
        title: title === '' ? null : title,
        by: asker.user,
        at: clock.now(),
      });
      if (made.ok) return success(viewCode(made.value, true));
      return failed({ code: 'id_taken', message: 'This id names a code for another setup.' });
    },

    async list(asker) {
      const stored = await codes.list(asker.portal, clock.now());
      // HubSpot is asked only where there is something to keep from others.
      const isWaiting = stored.some(({ state }) => state === 'waiting');
      const allowed = isWaiting && (await mustBeSuperAdmin(facts, asker)).ok;
      return success({ codes: stored.map((one) => viewCode(one, allowed)) });
    },

    async withdraw(asker, codeId) {
      const allowed = await mustBeSuperAdmin(facts, asker);
      if (!allowed.ok) return allowed;
      const code = await codes.withdraw(asker.portal, codeId, asker.user, clock.now());
      if (code) return success(viewCode(code, true));
      return failed({ code: 'not_found', message: 'This portal made no such code.' });
    },

    enter: (asker, request) => enter(parts, asker, request),
  };
}

async function enter(
  { codes, attempts, facts, clock }: CarrySetupsParts,
  asker: Asker,
  { code, attemptId }: EnterCodeRequest,
): Promise<Result<EnteredSetup, ApiFailure>> {
  const allowed = await mustBeSuperAdmin(facts, asker);
  if (!allowed.ok) return allowed;
  const attempt = await attempts.take(asker.portal);
  if (!attempt.ok) {
    const message = 'Too many codes that did not fit were entered in this portal.';
    const { retryAfterMs } = attempt.failure;
    return failed({ code: 'too_many_attempts', message, retryAfterMs });
  }
  const entered = await codes.enter(asker.portal, {
    code: normaliseCode(code),
    attemptId,
    by: asker.user,
    at: clock.now(),
  });
  if (!entered.ok) return failed(refusals[entered.failure]);
  await attempts.giveBack(asker.portal);
  const { document, title, madeAt, from } = entered.value;
  return success({ document, title, madeAt: timeText(madeAt), from });
}

const refusals: Readonly<Record<CodeRefusal, ApiFailure>> = {
  unknown: { code: 'code_unknown', message: 'There is no such code.' },
  used: { code: 'code_used', message: 'This code was used already; each works once.' },
  expired: { code: 'code_expired', message: 'This code is more than 15 minutes old.' },
  withdrawn: { code: 'code_withdrawn', message: 'This code was withdrawn where it was made.' },
  own_portal: {
    code: 'code_own_portal',
    message: 'This code was made in this portal. Enter it in the other one.',
  },
};

const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The code's text itself only for those who may use it. */
const viewCode = (stored: StoredCode, withText: boolean): SetupCode => ({
  codeId: stored.codeId,
  state: stored.state,
  code: withText && stored.code ? printCode(stored.code.reveal()) : null,
  title: stored.title,
  limits: stored.limits,
  madeAt: timeText(stored.madeAt),
  expiresAt: timeText(stored.expiresAt),
  usedBy: stored.usedBy,
});
