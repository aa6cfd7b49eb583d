import { fork } from 'node:child_process';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import type { Migrations } from './migrate.ts';
import { openStore } from './open-store.ts';

interface Tables {
  counters: { name: string; value: number };
  things: { id: string; note: string | null; bytes: Uint8Array | null };
}

const migrations: Migrations = {
  '001-counters': {
    up: async (db) => {
      await db.schema
        .createTable('counters')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'integer')
        .execute();
    },
  },
  '002-things': {
    up: async (db) => {
      await db.schema
        .createTable('things')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('note', 'text')
        .addColumn('bytes', 'blob')
        .execute();
    },
  },
};

const opened: Kysely<Tables>[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.destroy()));
});

function freshFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'fes-store-')), 'data', 'operations.db');
}

async function open(file: string, more: { migrations?: Migrations } = {}): Promise<Kysely<Tables>> {
  const store = await openStore<Tables>({ file, migrations, ...more });
  opened.push(store);
  return store;
}

async function addOne(store: Kysely<Tables>): Promise<void> {
  await store.transaction().execute(async (within) => {
    const { value } = await within
      .selectFrom('counters')
      .select('value')
      .where('name', '=', 'n')
      .executeTakeFirstOrThrow();
    await new Promise((resolve) => setImmediate(resolve));
    await within
      .updateTable('counters')
      .set({ value: value + 1 })
      .where('name', '=', 'n')
      .execute();
  });
}

test('what was stored is there after opening again', async () => {
  const file = freshFile();
  const first = await open(file);
  await first
    .insertInto('things')
    .values({ id: 'a', note: null, bytes: new Uint8Array([0, 255]) })
    .execute();
  await opened.pop()?.destroy();
  const rows = await (await open(file)).selectFrom('things').selectAll().execute();
  expect(rows).toStrictEqual([{ id: 'a', note: null, bytes: new Uint8Array([0, 255]) }]);
});

test('only its owner can read the file, and commits are on the disk', async () => {
  const file = freshFile();
  const store = await open(file);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(statSync(`${file}-wal`).mode & 0o077).toBe(0);
  const pragma = async (name: string) =>
    (await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(store)).rows[0];
  expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
});

test('a hundred transactions at the same time lose no update', async () => {
  const store = await open(freshFile());
  await store.insertInto('counters').values({ name: 'n', value: 0 }).execute();
  await Promise.all(Array.from({ length: 100 }, () => addOne(store)));
  expect(await store.selectFrom('counters').select('value').executeTakeFirst()).toEqual({ value: 100 });
});

test('two processes lose no update of each other', async () => {
  const file = freshFile();
  const store = await open(file);
  await store.insertInto('counters').values({ name: 'n', value: 0 }).execute();
  const other = fork(new URL('./test-fixtures/add-fifty.ts', import.meta.url).pathname, [file], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const exited = new Promise<number | null>((resolve) => other.on('exit', resolve));
  for (let round = 0; round < 50; round++) await addOne(store);
  expect(await exited).toBe(0);
  expect(await store.selectFrom('counters').select('value').executeTakeFirst()).toEqual({ value: 100 });
});

test('a transaction that fails leaves nothing', async () => {
  const store = await open(freshFile());
  const failing = store.transaction().execute(async (within) => {
    await within.insertInto('things').values({ id: 'a', note: null, bytes: null }).execute();
    throw new Error('stop');
  });
  await expect(failing).rejects.toThrow('stop');
  expect(await store.selectFrom('things').selectAll().execute()).toEqual([]);
});

test('a query beside a transaction sees it whole or not at all', async () => {
  const store = await open(freshFile());
  const transaction = store.transaction().execute(async (within) => {
    await within.insertInto('things').values({ id: 'a', note: null, bytes: null }).execute();
    await new Promise((resolve) => setImmediate(resolve));
    await within.insertInto('things').values({ id: 'b', note: null, bytes: null }).execute();
  });
  const beside = store.selectFrom('things').selectAll().execute();
  await transaction;
  expect([0, 2]).toContain((await beside).length);
});

test('migrations run once each; a failing one leaves the store as it was', async () => {
  const file = freshFile();
  await open(file, { migrations: { '001-counters': migrations['001-counters']! } });
  const broken: Migrations = {
    ...migrations,
    '003-broken': { up: async () => Promise.reject(new Error('broken migration')) },
  };
  await expect(open(file, { migrations: broken })).rejects.toThrow('broken migration');
  const store = await open(file);
  expect(await store.introspection.getTables()).toHaveLength(3);
});

test('a store of a newer version is refused in words', async () => {
  const file = freshFile();
  await open(file);
  const older = open(file, { migrations: { '001-counters': migrations['001-counters']! } });
  await expect(older).rejects.toThrow('The database was written by a newer version (002-things).');
});

test('Postgres is refused in words, and so is a file that is no database', async () => {
  const postgres = openStore({ file: freshFile(), migrations, databaseUrl: 'postgres://x' });
  await expect(postgres).rejects.toThrow('Postgres is not available in this version');
  const file = join(mkdtempSync(join(tmpdir(), 'fes-store-')), 'text.db');
  writeFileSync(file, 'this is not a database, only text that is long enough to have a header of its own'.repeat(20));
  await expect(open(file)).rejects.toThrow(/^The database .* under FES_DATA_DIR cannot be opened/);
});

test('a value that SQLite has no form for is refused', async () => {
  const store = await open(freshFile());
  const insert = store
    .insertInto('things')
    .values({ id: 'a', note: {} as string, bytes: null })
    .execute();
  await expect(insert).rejects.toThrow('A object cannot be stored.');
});
