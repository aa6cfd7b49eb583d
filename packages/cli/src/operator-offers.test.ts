import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '@fes-assistant/runtime';
import { expect, test } from 'vitest';
import { freshFolder } from '../test/run-fes.ts';
import { operatorOffers } from './operator-offers.ts';

function settingsWith(connections?: unknown) {
  if (connections === undefined) return loadSettings({}, { service: 'backend' });
  const file = join(freshFolder(), 'connections.json');
  writeFileSync(file, JSON.stringify(connections));
  return loadSettings({ FES_CONNECTIONS_FILE: file }, { service: 'backend' });
}

test('without a file nothing is offered', async () => {
  expect(await operatorOffers(settingsWith())).toEqual([]);
});

test('every connection of the file is offered under its name, for the sides it can be', async () => {
  const bi = { origin: 'https://bi.acme.com', token: 't1' };
  const old = { origin: 'https://old.acme.com', token: 't2', verifyTls: false };
  const offers = await operatorOffers(settingsWith({ bi, move: { source: old, target: bi } }));
  expect(offers.map(({ name, title, sides, connection }) => [name, title, sides.join(), connection.origin])).toEqual([
    ['bi', 'bi', 'only,source,target', 'https://bi.acme.com'],
    ['move/source', 'move (source)', 'source', 'https://old.acme.com'],
    ['move/target', 'move (target)', 'target', 'https://bi.acme.com'],
  ]);
});

test('a file that is no list of connections is one line without its content', async () => {
  const failing = operatorOffers(settingsWith({ bi: { origin: 'https://bi.acme.com', tokn: 'canary' } }));
  await expect(failing).rejects.toThrow(/^FES_CONNECTIONS_FILE is not/);
  await expect(failing).rejects.not.toThrow('canary');
});
