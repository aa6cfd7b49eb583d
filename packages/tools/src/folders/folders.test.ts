import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(async () => {
  await demo.close();
});

describe('folders', () => {
  it('are listed with their paths, and the folders above one', async () => {
    const paths = (await demo.rows('folder.get_folders')).map(({ path }) => path);
    expect(paths).toContain('Sales / EMEA / DACH');
    const above = await demo.rows('folder.get_folder_ancestors', { structure: 'DACH' });
    expect(above.map(({ name }) => name)).toEqual(['Sales', 'EMEA']);
  });

  it('are made, changed and taken back', async () => {
    const made = await demo.carryOut(
      await demo.plan('folder.create_folder', { name: 'Board 2027', parent_id: 'Finance' }),
    );
    expect([made[0]?.judged, made[0]?.lost]).toEqual(['applied', 'applied']);
    const changed = await demo.carryOut(
      await demo.plan('folder.update_folder', { folder_id: 'Board 2027', name: 'Board 2028', parent_id: 'root' }),
    );
    expect((await demo.rows('folder.get_folders')).map(({ path }) => path)).toContain('Board 2028');
    await demo.undo(changed);
    await demo.undo(made);
    expect((await demo.rows('folder.get_folders')).map(({ name }) => name)).not.toContain('Board 2027');
  });

  it('cannot be moved into themselves', async () => {
    await expect(demo.plan('folder.update_folder', { folder_id: 'Sales', parent_id: 'DACH' })).rejects.toThrow(
      'cannot be moved into itself',
    );
  });

  it('are deleted with everything in them, which the plan names', async () => {
    const draft = await demo.plan('folder.delete_folder', { folder_id: 'EMEA' });
    expect(draft.steps[0]?.consequences?.join(' ')).toMatch(
      /deletes the \d+ dashboards in it: .*DACH Weekly.*deletes the 1 folder inside of it: "DACH"/,
    );
    const [done] = await demo.carryOut(draft);
    expect(done?.judged).toBe('applied');
    expect((await demo.rows('dashboard.get_all_dashboards')).map(({ title }) => title)).not.toContain('DACH Weekly');
  });
});

describe('giving a folder to another owner', () => {
  it('gives the folder, those below it and their dashboards, and nothing beside it', async () => {
    const call = { folder_name: 'EMEA', new_owner_name: 'henrik.dahl' };
    const ids = new Map((await demo.rows('folder.get_folders')).map(({ name, oid }) => [name, oid]));
    const done = await demo.carryOut(await demo.plan('access.change_folder_and_dashboard_ownership', call));
    expect(new Set(done.map(({ judged }) => judged))).toEqual(new Set(['applied']));
    const rows = await demo.rows('dashboard.get_all_dashboards');
    const owners = (folder: string) =>
      new Set(rows.filter((row) => row['parentFolder'] === ids.get(folder)).map(({ ownerName }) => ownerName));
    expect(owners('DACH')).toEqual(new Set(['henrik.dahl@meridian-outdoor.example']));
    expect(owners('Americas')).toEqual(new Set(['liam.ortiz@meridian-outdoor.example']));
  });

  it('refuses whom Sisense lets own no dashboard: a custom role that is a viewer’s', async () => {
    const call = { folder_name: 'EMEA', new_owner_name: 'audrey.fontaine' };
    await expect(demo.plan('access.change_folder_and_dashboard_ownership', call)).rejects.toThrow(
      'cannot own dashboards. Sisense says: "User role cannot own dashboards"',
    );
  });

  it('refuses a viewer', async () => {
    const call = { folder_name: 'EMEA', new_owner_name: 'oliver.hughes' };
    await expect(demo.plan('access.change_folder_and_dashboard_ownership', call)).rejects.toThrow(
      'viewers cannot own dashboards',
    );
  });
});
