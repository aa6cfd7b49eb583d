import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../settings/load-settings.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { randomToken } from './random-token.ts';

const fileName = 'signing.key';

/**
 * 32 bytes to sign with, the same after every start: from FES_SECRET_KEY, else from a key file in the data directory that
 * only its owner can read and that is made when it is absent.
 * @throws {SettingsError} when others can read the key file, or it is damaged or cannot be made.
 */
export function signingKey({ secrets, data }: Pick<Settings, 'secrets' | 'data'>): Uint8Array {
  const text = secrets.secretKey ?? keyFileContent(data.dir);
  return new Uint8Array(createHash('sha256').update('fes signing key\n').update(text).digest());
}

function keyFileContent(dir: string): string {
  const file = join(dir, fileName);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    makeOnce(file);
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      refuse(file, 'others can read it: run chmod 600 on it');
    const text = readFileSync(file, 'utf8').trim();
    return text.length >= 32 ? text : refuse(file, 'it is damaged: delete it, and approvals that are waiting expire');
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(file, `${reason}. Let this user read and write it, or set FES_SECRET_KEY`);
  }
}

/** Several processes may start at once: whoever links first wins, and nobody ever reads half a key. */
function makeOnce(file: string): void {
  const draft = `${file}.${process.pid}.${randomToken().slice(0, 8)}`;
  if (statSync(file, { throwIfNoEntry: false })) return;
  writeFileSync(draft, `${randomToken()}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuse(file: string, reason: string): never {
  throw new SettingsError('FES_DATA_DIR', `The key file ${file} cannot be used: ${reason}.`);
}
