import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { json, startTestServer } from '../../test/server.ts';
import { Sisense } from '../sisense.ts';
import { findPlugin } from './plugins.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

it('lists all plugins and switches one by any of its names', async () => {
  const plugins = await demo.sisense.plugins.list();
  const plugin = first(plugins, ({ isEnabled }) => isEnabled);
  expect((await demo.sisense.plugins.resolve(String(plugin.name).toUpperCase())).folderName).toBe(plugin.folderName);
  const change = { folderName: plugin.folderName, isEnabled: false };
  const after = await demo.sisense.plugins.setEnabled([change, change]);
  expect(findPlugin(after, plugin.folderName).isEnabled).toBe(false);
  expect(after).toHaveLength(plugins.length);
});

it('sends nothing when there is nothing to switch', async () => {
  demo.deployment.requests.clear();
  await demo.sisense.plugins.setEnabled([]);
  expect(demo.deployment.requests.count({ method: 'PATCH' })).toBe(0);
});

it('names every plugin of an ambiguous name', () => {
  const plugins = ['plugin-Tabs', 'tabs'].map((folderName) => ({ folderName, isEnabled: true }));
  expect(() => findPlugin(plugins, 'TABS')).toThrow(expect.objectContaining({ code: 'ambiguous' }));
  expect(findPlugin(plugins, 'tabs').folderName).toBe('tabs');
});

it('fails in the open when the list is shorter than the total that came with it', async () => {
  const server = await startTestServer((response, asked, number) => {
    const skip = Number(new URL(asked.url, 'http://x').searchParams.get('skip'));
    json({ plugins: skip === 0 ? [{ folderName: 'a', isEnabled: true }] : [], count: 3 })(response, asked, number);
  });
  const sisense = new Sisense({ origin: server.origin, token: 'token' });
  await expect(sisense.plugins.list()).rejects.toMatchObject({ code: 'unexpected-answer' });
  await sisense.close();
  await server.close();
});
