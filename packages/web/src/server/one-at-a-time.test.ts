import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

const folder = mkdtempSync(join(tmpdir(), 'fes-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('work that must not run twice at once', () => {
  it('runs one after the other', async () => {
    const lock = join(folder, 'a');
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(`${name} ends`);
    };
    await Promise.all([oneAtATime(lock, work('one')), oneAtATime(lock, work('other'))]);
    expect(seen.map((words) => words.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
  });

  it('is free again after a failure', async () => {
    const lock = join(folder, 'b');
    await expect(oneAtATime(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await oneAtATime(lock, async () => 'done')).toBe('done');
  });

  it('takes over what a dead process left behind', async () => {
    const lock = join(folder, 'c');
    await mkdir(lock);
    await utimes(lock, new Date(0), new Date(0));
    expect(await oneAtATime(lock, async () => 'done')).toBe('done');
  });
});
