import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSettings } from '../settings/load-settings.ts';
import { randomCode, randomToken } from './random-token.ts';
import { isSameSecret } from './same-secret.ts';
import { signingKey } from './signing-key.ts';

function settingsIn(dir: string, env: Record<string, string> = {}) {
  return loadSettings({ FES_DATA_DIR: dir, ...env }, { service: 'mcp' });
}

const freshDir = () => join(mkdtempSync(join(tmpdir(), 'fes-key-')), 'data');

test('the key is made once, kept, and for its owner only', () => {
  const dir = freshDir();
  const key = signingKey(settingsIn(dir));
  expect(key).toHaveLength(32);
  expect(signingKey(settingsIn(dir))).toEqual(key);
  expect(readdirSync(dir)).toEqual(['signing.key']);
  expect(statSync(join(dir, 'signing.key')).mode & 0o777).toBe(0o600);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
});

test('two installations have different keys', () => {
  expect(signingKey(settingsIn(freshDir()))).not.toEqual(signingKey(settingsIn(freshDir())));
});

test('FES_SECRET_KEY is used instead of a file', () => {
  const dir = freshDir();
  const key = signingKey(settingsIn(dir, { FES_SECRET_KEY: 'k'.repeat(32) }));
  expect(signingKey(settingsIn(freshDir(), { FES_SECRET_KEY: 'k'.repeat(32) }))).toEqual(key);
  expect(statSync(dir, { throwIfNoEntry: false })).toBeUndefined();
});

test('a key file that others can read, or that is damaged, is refused in words', () => {
  const dir = freshDir();
  signingKey(settingsIn(dir));
  chmodSync(join(dir, 'signing.key'), 0o644);
  expect(() => signingKey(settingsIn(dir))).toThrow(/others can read it: run chmod 600 on it\.$/);
  chmodSync(join(dir, 'signing.key'), 0o600);
  writeFileSync(join(dir, 'signing.key'), 'half');
  expect(() => signingKey(settingsIn(dir))).toThrow(/it is damaged/);
});

test('tokens and codes do not repeat', () => {
  const tokens = Array.from({ length: 10_000 }, randomToken);
  expect(new Set(tokens).size).toBe(tokens.length);
  expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true);
  const codes = Array.from({ length: 10_000 }, randomCode);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => /^([A-HJKMNP-TV-Z0-9]{5}-){3}[A-HJKMNP-TV-Z0-9]{5}$/.test(code))).toBe(true);
});

test('secrets are compared whole', () => {
  expect(isSameSecret('abc', 'abc')).toBe(true);
  expect(isSameSecret('abc', 'abd')).toBe(false);
  expect(isSameSecret('abc', 'abcd')).toBe(false);
  expect(isSameSecret('', 'abc')).toBe(false);
});
