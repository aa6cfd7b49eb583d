import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Settings, SettingsError } from '@fes-assistant/runtime';

const keyBytes = 32;

/**
 * The key that signs what clients bring back: `FES_SECRET_KEY`, else a file in the data directory that only this user may
 * read, made at the first start. Replicas need the setting.
 */
export function readSigningKey({ secrets, data }: Pick<Settings, 'secrets' | 'data'>): string {
  if (secrets.secretKey !== undefined) return secrets.secretKey;
  const path = join(data.dir, 'signing.key');
  try {
    writeFileSync(path, randomBytes(keyBytes).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = readFileSync(path, 'utf8').trim();
  if (key.length >= keyBytes) return key;
  throw new SettingsError('FES_DATA_DIR', `The key file ${path} is damaged: delete it, and clients ask again.`);
}
