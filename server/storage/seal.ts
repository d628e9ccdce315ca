// Tokens at rest: AES-256-GCM with the key's id and the portal bound in, so that keys can rotate
// and a row moved to another portal does not decrypt.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { failed, success, type Result } from '#domain/result.ts';
import { Secret } from '../secret.ts';

export interface KeyRing {
  /** Seals new values. */
  readonly current: Key;
  /** Opens values; holds the current key too. */
  readonly all: readonly Key[];
}

interface Key {
  readonly id: string;
  readonly bytes: Secret;
}

const KEY_BYTES = 32;
/** 96 bits, the nonce size that NIST SP 800-38D recommends for GCM. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Reads TOKEN_ENCRYPTION_KEY: one or more base64 keys of 32 bytes, comma separated, newest first.
 * To rotate, put a new key in front and keep the old one until every row was sealed anew.
 */
export function parseKeyRing(text: string): Result<KeyRing, string> {
  const parts = text.split(',').map((part) => part.trim());
  const keys = parts.map((part) => Buffer.from(part, 'base64'));
  // Decoding forgives stray characters: a key with a second one behind a space would pass for one.
  if (
    keys.some((bytes, at) => bytes.length !== KEY_BYTES || bytes.toString('base64') !== parts[at])
  ) {
    return failed('must hold keys of 32 bytes as base64, comma separated, newest first');
  }
  const all = keys.map((bytes) => ({
    id: keyId(bytes),
    bytes: new Secret(bytes.toString('base64')),
  }));
  const current = all[0];
  return current ? success({ current, all }) : failed('holds no key');
}

/** The id says which key sealed a value without telling anything about the key. */
const keyId = (bytes: Buffer): string =>
  createHash('sha256').update('atmost key id').update(bytes).digest('hex').slice(0, 8);

const bytesOf = (key: Key): Buffer => Buffer.from(key.bytes.reveal(), 'base64');

/** Seals a secret for one purpose (such as "portal 1 refresh"), as "key id.nonce+text+tag". */
export function seal(keys: KeyRing, purpose: string, secret: Secret): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', bytesOf(keys.current), nonce);
  cipher.setAAD(boundData(keys.current.id, purpose));
  const sealed = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
  const body = Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  return `${keys.current.id}.${body}`;
}

/** Opens a sealed secret; fails where the key is not in the ring or anything was altered or moved. */
export function unseal(
  keys: KeyRing,
  purpose: string,
  sealed: string,
): Result<Secret, 'unknown_key' | 'altered'> {
  const dot = sealed.indexOf('.');
  const key = keys.all.find((one) => one.id === sealed.slice(0, dot));
  if (!key) return failed('unknown_key');
  const body = sealed.slice(dot + 1);
  const bytes = Buffer.from(body, 'base64url');
  // Decoding forgives stray characters; the text must be the very one that was written.
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== body) {
    return failed('altered');
  }
  const decipher = createDecipheriv('aes-256-gcm', bytesOf(key), bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(boundData(key.id, purpose));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return success(new Secret(Buffer.concat([text, decipher.final()]).toString('utf8')));
  } catch {
    // final() throws where the tag does not match; there is nothing else it can mean.
    return failed('altered');
  }
}

const boundData = (id: string, purpose: string): Buffer => Buffer.from(`${id}|${purpose}`, 'utf8');
