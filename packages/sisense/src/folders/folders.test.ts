import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { json, startTestServer } from '../../test/server.ts';
import { Sisense } from '../sisense.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

it('lists folders flat and as a tree, without the root that Sisense adds', async () => {
  const flat = await demo.sisense.folders.list();
  expect(flat.map(({ name }) => name)).not.toContain('rootFolder');
  for (const shape of ['list', 'object'] as const) {
    demo.deployment.options.folderTreeShape = shape;
    const { folders } = await demo.sisense.folders.tree();
    expect(folders.map(({ name }) => name)).not.toContain('rootFolder');
    const top = flat.filter(({ parentId }) => !parentId).map(({ oid }) => oid);
    expect(folders.map(({ oid }) => oid).toSorted()).toEqual(top.toSorted());
  }
});

describe('a flat list', () => {
  const all = Array.from({ length: 60 }, (_, at) => ({ oid: String(100 + at), name: `Folder ${at}` }));
  const root = { oid: '000', name: 'rootFolder', parentId: null };
  const pageOf = (url: string, items: unknown[]) => {
    const { searchParams } = new URL(url, 'http://x');
    const [skip, limit] = ['skip', 'limit'].map((name) => Number(searchParams.get(name)));
    return (searchParams.get('sort') === 'oid' ? items : items.toReversed()).slice(skip, (skip ?? 0) + (limit ?? 0));
  };

  it.each([1, 9, 10, 11, 19, 20, 21, 29, 30, 31, 60])(
    'of %i folders is whole, with the root in any way',
    async (length) => {
      const some = all.slice(0, length);
      const ways: ((url: string) => unknown[])[] = [
        (url) => pageOf(url, some),
        (url) => [root, ...pageOf(url, some)],
        (url) => pageOf(url, [root, ...some]),
        (url) => pageOf(url, some).slice(0, 10),
        (url) => [root, ...pageOf(url, some).slice(0, 10)],
        (url) => pageOf(url, [root, ...some]).slice(0, 10),
      ];
      for (const way of ways) {
        const server = await startTestServer((response, asked, number) =>
          json(way(asked.url))(response, asked, number),
        );
        const sisense = new Sisense({ origin: server.origin, token: 'token' });
        expect((await sisense.folders.list()).map(({ oid }) => oid)).toEqual(some.map(({ oid }) => oid));
        await sisense.close();
        await server.close();
      }
    },
  );
});

it('shows dashboards beside folders in the navigation', async () => {
  const { folders } = await demo.sisense.folders.navver();
  expect(first(folders, (folder) => (folder.dashboards ?? []).length > 0).dashboards?.[0]?.oid).toEqual(
    expect.any(String),
  );
});

it('finds a folder by id or exact name', async () => {
  const folder = first(await demo.sisense.folders.list());
  expect((await demo.sisense.folders.resolve(folder.oid)).name).toBe(folder.name);
  expect((await demo.sisense.folders.resolve(folder.name.toLowerCase())).oid).toBe(folder.oid);
  await expect(demo.sisense.folders.resolve('No such folder')).rejects.toMatchObject({ code: 'not-found' });
});

it('makes, renames, moves and deletes a folder', async () => {
  const { folders } = demo.sisense;
  const parent = first(await folders.list());
  const made = await folders.create({ name: 'Board', parentId: parent.oid });
  expect(made.parentId).toBe(parent.oid);
  await expect(folders.update(made.oid, { name: 'Board 2026' })).resolves.toMatchObject({ name: 'Board 2026' });
  expect((await folders.update(made.oid, { parentId: null }))?.parentId ?? null).toBeNull();
  await folders.delete(made.oid);
  await expect(folders.get(made.oid)).rejects.toMatchObject({ code: 'not-found' });
});

it('lists to an administrator only their own folders and those in which something is shared with them', async () => {
  const { folders, dashboards, shares, users } = demo.sisense;
  const { _id: me } = await users.me();
  const [headcount] = await dashboards.findByTitle('Headcount');
  const people = String(headcount?.parentFolder);
  await expect(folders.get(people)).rejects.toMatchObject({ code: 'not-found' });
  const id = String(headcount?.oid);
  const { sharesTo } = await shares.get(id);
  await shares.replace(id, { sharesTo: [...sharesTo, { shareId: me, type: 'user', rule: 'edit' }] });
  expect((await folders.list()).map(({ oid }) => oid)).toContain(people);
});

it('gives nothing back of a folder that its new owner alone sees', async () => {
  const { folders, users } = demo.sisense;
  const { oid } = await folders.create({ name: 'For Maya' });
  const maya = await users.resolve('maya.chen');
  await expect(folders.update(oid, { owner: maya._id })).resolves.toBeUndefined();
  demo.deployment.options.foldersForAdmin = 'all';
  await expect(folders.get(oid)).resolves.toMatchObject({ owner: maya._id });
  demo.deployment.options.foldersForAdmin = 'own-and-shared';
});
