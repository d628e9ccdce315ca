// Setups that a portal keeps: everybody may look at them, a Super Admin changes them.
import { failed, success, type Result } from '#domain/result.ts';
import {
  MAX_KEPT_SETUPS,
  type KeptDocument,
  type KeptSetup,
  type KeptSetups,
} from '#domain/setup/kept.ts';
import type { KeepRequest, PinRequest } from '#domain/requests/setup.ts';
import type { Clock } from '../clock.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId } from '../ids.ts';
import type { Asker } from '../portals/asker.ts';
import type { People } from '../portals/people.ts';
import { mustBeSuperAdmin } from '../portals/super-admin.ts';
import type { KeptSetupStore, StoredSetup } from '../storage/kept-setups.ts';

export interface SetupKeeping {
  list(asker: Asker): Promise<Result<KeptSetups, ApiFailure>>;
  find(asker: Asker, setupId: string): Promise<Result<KeptDocument, ApiFailure>>;
  keep(
    asker: Asker,
    setupId: string,
    request: KeepRequest,
  ): Promise<Result<KeptSetups, ApiFailure>>;
  /** Answers the list also where there is nothing to forget: that is how a repeat looks. */
  forget(asker: Asker, setupId: string): Promise<Result<KeptSetups, ApiFailure>>;
  pin(asker: Asker, setupId: string, request: PinRequest): Promise<Result<KeptSetups, ApiFailure>>;
}

export interface SetupKeepingParts {
  readonly kept: KeptSetupStore;
  readonly facts: Pick<PortalFacts, 'isSuperAdmin'>;
  readonly people: People;
  readonly clock: Clock;
}

/** The kept setups of all portals; every call names its asker. */
export function createSetupKeeping(parts: SetupKeepingParts): SetupKeeping {
  const { kept, clock } = parts;
  const deedOf = ({ user }: Asker) => ({ by: user, at: clock.now() });
  const listed = async ({ portal }: Asker): Promise<Result<KeptSetups, ApiFailure>> => {
    const setups = await kept.list(portal);
    return success({ setups: [...(await viewsOf(parts.people, portal, setups))] });
  };
  return {
    list: listed,

    async find({ portal }, setupId) {
      const setup = await kept.find(portal, setupId);
      const [view] = setup ? await viewsOf(parts.people, portal, [setup]) : [];
      if (!setup || !view) return failed(notKept);
      return success({ ...view, document: setup.document });
    },

    async keep(asker, setupId, { name, document }) {
      const allowed = await mustBeSuperAdmin(parts.facts, asker);
      if (!allowed.ok) return allowed;
      if (document.limits.length === 0) return failed(nothingToKeep);
      const setup = { setupId, name, document };
      const answer = await kept.keep(asker.portal, setup, deedOf(asker));
      if (answer === 'name_taken') return failed(nameTaken(name));
      return answer === 'full' ? failed(full) : listed(asker);
    },

    async forget(asker, setupId) {
      const allowed = await mustBeSuperAdmin(parts.facts, asker);
      if (!allowed.ok) return allowed;
      await kept.forget(asker.portal, setupId, deedOf(asker));
      return listed(asker);
    },

    async pin(asker, setupId, request) {
      const allowed = await mustBeSuperAdmin(parts.facts, asker);
      if (!allowed.ok) return allowed;
      const { portal } = asker;
      const answer = request.pinned
        ? await kept.pin(portal, setupId, pinOf(request), deedOf(asker))
        : await kept.unpin(portal, setupId, deedOf(asker));
      if (answer === 'not_found') return failed(notKept);
      return answer === 'changed' ? failed(changedMeanwhile) : listed(asker);
    },
  };
}

const pinOf = ({ keptAt, limits }: Extract<PinRequest, { pinned: true }>) => ({
  // What is no time fits no setup.
  keptAt: Date.parse(keptAt),
  limits,
});

/** Each person is asked for once. */
async function viewsOf(
  people: People,
  portal: PortalId,
  setups: readonly StoredSetup[],
): Promise<readonly KeptSetup[]> {
  const users = [...new Set(setups.map(({ keptBy }) => keptBy))];
  const names = new Map(
    await Promise.all(
      users.map(async (user) => [user, await people.nameOf(portal, user)] as const),
    ),
  );
  return setups.map(({ setupId, name, limits, keptAt, keptBy, pinned }) => ({
    setupId,
    name,
    limits,
    keptAt: time(keptAt),
    keptBy: { id: String(keptBy), name: names.get(keptBy) ?? null },
    pinned: pinned && { at: time(pinned.at), limits: pinned.limits },
  }));
}

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();

const notKept: ApiFailure = {
  code: 'not_found',
  message: 'This portal keeps no such setup. Load the page again.',
};

const nothingToKeep: ApiFailure = {
  code: 'cannot_keep',
  message: 'This setup holds no limits, so there is nothing to keep.',
};

const nameTaken = (name: string): ApiFailure => ({
  code: 'name_taken',
  message: `This portal keeps another setup under the name “${name}”. Choose another name.`,
});

const full: ApiFailure = {
  code: 'cannot_keep',
  message: `This portal keeps ${String(MAX_KEPT_SETUPS)} setups, which is the most. Forget one that you no longer need.`,
};

const changedMeanwhile: ApiFailure = {
  code: 'cannot_pin',
  message: 'Somebody replaced this setup since you compared it. Compare it again, then pin it.',
};
