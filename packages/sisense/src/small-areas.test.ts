import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../test/demo.ts';
import { login } from './sisense.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

it('encrypts and decrypts in bodies, never in addresses', async () => {
  const secret = await demo.sisense.encryption.encrypt('a password & more');
  expect(await demo.sisense.encryption.decrypt(secret)).toBe('a password & more');
  for (const { query } of demo.deployment.requests.entries) expect(query).toBe('');
});

it('saves, gives and deletes a BloX action', async () => {
  const { blox } = demo.sisense;
  const before = await blox.list();
  expect(await blox.save({ type: 'Export as PDF', body: 'x();' })).toMatchObject({ body: 'x();' });
  expect(await blox.list()).toHaveLength(before.length + 1);
  await blox.delete('Export as PDF');
  await expect(blox.get('Export as PDF')).rejects.toMatchObject({ code: 'not-found' });
});

it('lists BloX actions on Windows too', async () => {
  demo.deployment.options.os = 'windows';
  expect(Array.isArray(await demo.sisense.blox.list())).toBe(true);
  demo.deployment.options.os = 'linux';
});

it('makes, exports, renames and deletes a notebook', async () => {
  const { notebooks } = demo.sisense;
  const before = await notebooks.list();
  await notebooks.create({ id: 'clean', _id: 'old', displayName: 'Clean', notebookType: 'CustomCodeTransformation' });
  expect(await notebooks.list()).toHaveLength(before.length + 1);
  expect(await notebooks.export('clean')).toMatchObject({ displayName: 'Clean' });
  await notebooks.renameFolder('clean', 'tidy');
  await expect(notebooks.renameFolder('tidy', '../x')).rejects.toMatchObject({ code: 'invalid' });
  await expect(notebooks.update('tidy', {})).rejects.toMatchObject({ code: 'invalid' });
  await notebooks.delete('tidy');
  expect(await notebooks.list()).toHaveLength(before.length);
});

it('saves a formula, finds and deletes it', async () => {
  const { metadata, datamodels } = demo.sisense;
  const { title } = first(await datamodels.list());
  await metadata.create({ type: 'measure', title: 'Margin', formula: 'sum([x])', datasource: { title } });
  const saved = first(await metadata.measures({ datasource: String(title) }), (one) => one.title === 'Margin');
  await metadata.delete(String(saved.oid));
  expect((await metadata.measures()).map((one) => one.title)).not.toContain('Margin');
});

it('has no tenants where there are none', async () => {
  expect(await demo.sisense.tenants.list()).toEqual([]);
});

it.each(['string', 'object'] as const)('reads the version as %s', async (statusVersionShape) => {
  demo.deployment.options.statusVersionShape = statusVersionShape;
  expect(await demo.sisense.server.status()).toMatchObject({
    version: expect.stringMatching(/^L\d{4}/),
    isLicenseExpired: false,
  });
});

it('knows Linux from Windows', async () => {
  expect(await demo.sisense.server.platform()).toBe('linux');
  demo.deployment.options.os = 'windows';
  expect(await demo.sisense.server.platform()).toBe('windows');
  demo.deployment.options.os = 'linux';
});

it('logs in once, and says why it could not', async () => {
  const { origin, users } = demo.deployment;
  demo.deployment.requests.clear();
  await expect(login({ origin, username: users.admin.userName, password: 'wrong' })).rejects.toMatchObject({
    code: 'unauthorized',
  });
  expect(demo.deployment.requests.count()).toBe(1);
});
