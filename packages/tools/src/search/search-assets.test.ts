import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
beforeEach(() => {
  demo.deployment.options.foldersForAdmin = 'own-and-shared';
});
afterAll(() => demo.close());

describe('a search by name', () => {
  it.each([[{ text: 'People' }], [{ text: 'People', kinds: ['folder'] }]])(
    'says that there are folders it could not look at: %j',
    async (input) => {
      const { notes } = await demo.run('search.assets', input);
      expect(notes?.join()).toMatch(
        /^Not searched: at least \d folders? that the connected user cannot see \(folder\.get_folders says which\)\.$/,
      );
      demo.deployment.options.foldersForAdmin = 'all';
      expect((await demo.run('search.assets', input)).notes).toEqual([]);
      expect(await demo.rows('search.assets', input)).toContainEqual(
        expect.objectContaining({ kind: 'folder', name: 'People' }),
      );
    },
  );

  it('says nothing of folders where none are asked for', async () => {
    const input = { text: 'Headcount', kinds: ['dashboard'] };
    expect((await demo.run('search.assets', input)).notes).toEqual([]);
  });
});
