import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigning, generatePrivateKey } from '../adapters/crypto/ed25519.ts';
import { CoopError } from '../core/errors.ts';
import { fromHex, toHex } from '../core/hex.ts';
import type { Signing } from '../core/ports/cryptography.ts';
import { makeDataFolder } from './data-folder.ts';
import { visible } from './visible.ts';

/**
 * The key with which this terminal signs what it makes from files: not an instance's, and made at its first use. It is a file of
 * the data folder that its owner alone may read.
 */
export function signingKey(home: string): Signing {
  const path = join(home, 'terminal-key');
  return createSigning(fromHex(readKey(path) ?? makeKey(home, path)));
}

function readKey(path: string): string | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CoopError('key', `${visible(path)}: the key cannot be read. Look at its permissions.`, { cause: error });
  }
  if (!/^[0-9a-f]{64}$/u.test(text)) throw new CoopError('key', `${visible(path)}: this is no key. Move it away, and a new one is made.`);
  return text;
}

function makeKey(home: string, path: string): string {
  makeDataFolder(home);
  const key = toHex(generatePrivateKey());
  try {
    // "wx": of two that begin at once, one writes and the other reads what was written.
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    const other = readKey(path);
    if (other !== null) return other;
    throw new CoopError('key', `${visible(path)}: no key can be written there. Set COOP_HOME to a folder that you may write to.`, {
      cause: error,
    });
  }
}
