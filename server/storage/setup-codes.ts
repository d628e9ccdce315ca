// One-time codes that carry a setup to another portal. Only a code's hash finds it; its text is
// kept sealed, and both text and setup are forgotten as soon as the code is of no use.
import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { failed, success, type Result } from '#domain/result.ts';
import { CODE_LENGTH, CODE_LIFETIME_MS, CODE_SIGNS, MOST_CODES } from '#domain/setup/code.ts';
import type { SetupDocument } from '#domain/setup/document.ts';
import type { PortalId, UserId } from '../ids.ts';
import { Secret } from '../secret.ts';
import { enterCode, type CarriedSetup, type CodeEntry, type CodeRefusal } from './enter-code.ts';
import { seal, type KeyRing } from './seal.ts';
import {
  describePortals,
  purpose,
  recordStep,
  sha256,
  stateOf,
  storedCode,
  type CodeRow,
  type StoredCode,
} from './setup-code-rows.ts';
import { storableJson, storableText } from './storable.ts';
import type { Tables } from './tables.ts';

export interface NewCode {
  readonly codeId: string;
  readonly document: SetupDocument;
  readonly title: string | null;
  readonly by: UserId;
  readonly at: number;
}

export interface SetupCodes {
  /** Makes a code; the same id again is the same code, and with another setup it is refused. */
  make(portal: PortalId, wanted: NewCode): Promise<Result<StoredCode, 'id_taken'>>;
  /** The newest codes of the portal. */
  list(portal: PortalId, at: number): Promise<readonly StoredCode[]>;
  /** Ends a waiting code; any other stays what it is. null: the portal made no such code. */
  withdraw(portal: PortalId, codeId: string, by: UserId, at: number): Promise<StoredCode | null>;
  /** Uses a code up, for the portal that enters it. Of two at once one gets the setup. */
  enter(portal: PortalId, entry: CodeEntry): Promise<Result<CarriedSetup, CodeRefusal>>;
  /** Forgets, for all portals, text and setup of what has expired, and the codes of a month ago. */
  forgetOld(at: number): Promise<void>;
}

/** What became of a code is told for so long. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** Codes in the store's `setup_codes` table. */
export function createSetupCodes(db: Kysely<Tables>, keys: KeyRing): SetupCodes {
  const view = async (row: CodeRow, at: number): Promise<StoredCode> => {
    const portals = await describePortals(
      db,
      row.used_by_portal === null ? [] : [row.used_by_portal],
    );
    return storedCode(keys, row, at, portals);
  };
  return {
    async make(portal, wanted) {
      await forgetOld(db, wanted.at);
      const requestHash = sha256(JSON.stringify([wanted.document, wanted.title]));
      const row =
        (await insertCode(db, keys, portal, { ...wanted, requestHash })) ??
        (await findCode(db, portal, wanted.codeId).executeTakeFirstOrThrow());
      if (row.request_hash !== requestHash) return failed('id_taken');
      return success(await view(row, wanted.at));
    },

    async list(portal, at) {
      await forgetOld(db, at);
      const rows = await db
        .selectFrom('setup_codes')
        .selectAll()
        .where('portal_id', '=', portal)
        .orderBy('made_at', 'desc')
        .orderBy('code_id')
        .limit(MOST_CODES)
        .execute();
      const users = rows.flatMap((row) => row.used_by_portal ?? []);
      const portals = await describePortals(db, users);
      return rows.map((row) => storedCode(keys, row, at, portals));
    },

    async withdraw(portal, codeId, by, at) {
      const row = await db
        .transaction()
        .execute((transaction) => withdrawCode(transaction, portal, codeId, by, at));
      return row ? view(row, at) : null;
    },

    enter: (portal, entry) =>
      db.transaction().execute((transaction) => enterCode(transaction, portal, entry)),

    forgetOld: (at) => forgetOld(db, at),
  };
}

/** Every sign takes five bits of a byte of its own, so each is as likely as any other. */
const randomCode = (): string =>
  [...randomBytes(CODE_LENGTH)].map((byte) => CODE_SIGNS.charAt(byte % CODE_SIGNS.length)).join('');

const findCode = (db: Kysely<Tables>, portal: PortalId, codeId: string) =>
  db
    .selectFrom('setup_codes')
    .selectAll()
    .where('portal_id', '=', portal)
    .where('code_id', '=', codeId);

/** undefined: the portal has a code of this id. */
function insertCode(
  db: Kysely<Tables>,
  keys: KeyRing,
  portal: PortalId,
  wanted: NewCode & { readonly requestHash: string },
): Promise<CodeRow | undefined> {
  const { codeId, document, by, at } = wanted;
  const code = randomCode();
  const title = wanted.title === null ? null : storableText(wanted.title);
  const limits = document.limits.length;
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('setup_codes')
      .values({
        code_hash: sha256(code),
        portal_id: portal,
        code_id: codeId,
        request_hash: wanted.requestHash,
        code_sealed: seal(keys, purpose(portal, codeId), new Secret(code)),
        title,
        document: storableJson(document),
        limits,
        made_at: at,
        made_by: by,
        expires_at: at + CODE_LIFETIME_MS,
      })
      .onConflict((conflict) => conflict.columns(['portal_id', 'code_id']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) await recordStep(transaction, portal, at, by, { kind: 'code_made', title, limits });
    return row;
  });
}

async function withdrawCode(
  transaction: Transaction<Tables>,
  portal: PortalId,
  codeId: string,
  by: UserId,
  at: number,
): Promise<CodeRow | undefined> {
  const row = await findCode(transaction, portal, codeId).forUpdate().executeTakeFirst();
  if (!row || stateOf(row, at) !== 'waiting') return row;
  const { title, limits } = row;
  await recordStep(transaction, portal, at, by, { kind: 'code_withdrawn', title, limits });
  return transaction
    .updateTable('setup_codes')
    .set({ withdrawn_at: at, code_sealed: null, document: null })
    .where('portal_id', '=', portal)
    .where('code_id', '=', codeId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What is of no use must not lie about until its own portal looks again. */
async function forgetOld(db: Kysely<Tables>, at: number): Promise<void> {
  await db
    .updateTable('setup_codes')
    .set({ code_sealed: null, document: null })
    .where('expires_at', '<=', at)
    .where((row) => row.or([row('code_sealed', 'is not', null), row('document', 'is not', null)]))
    .execute();
  await db
    .deleteFrom('setup_codes')
    .where('made_at', '<', at - KEPT_MS)
    .execute();
}
