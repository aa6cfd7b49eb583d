import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { connectionBody, connectionKinds } from './connection-body.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

it('finds a connection by id or name, not by a part of a name', async () => {
  const { connections } = demo.sisense;
  const one = first(await connections.list());
  expect((await connections.resolve(one.oid)).name).toBe(one.name);
  expect((await connections.resolve(String(one.name).toLowerCase())).oid).toBe(one.oid);
  await expect(connections.resolve(String(one.name).slice(0, 3))).rejects.toMatchObject({ code: 'not-found' });
});

it('makes, changes and deletes a connection', async () => {
  const { connections } = demo.sisense;
  const given = { name: 'Warehouse', server: 'dw:5439', username: 'svc', password: 'pw' };
  const made = await connections.create(connectionBody('RedShift', given));
  expect(await connections.update(made.oid, { description: 'Main' })).toMatchObject({
    name: 'Warehouse',
    description: 'Main',
  });
  await expect(connections.update(made.oid, {})).rejects.toMatchObject({ code: 'invalid' });
  await connections.delete(made.oid);
  await expect(connections.get(made.oid)).rejects.toMatchObject({ code: 'not-found' });
});

describe('the body of a connection', () => {
  it('has the parameters of its kind, with what was left out', () => {
    const body = connectionBody('databricks', { name: 'Lake', connection_string: 'jdbc:x', token: 't' });
    expect(body).toMatchObject({
      provider: 'Databricks',
      enabled: true,
      parameters: { connectionString: 'jdbc:x', password: 't', UseDynamicSchema: false, Schema: '' },
      supportedModelTypes: ['LIVE', 'EXTRACT'],
    });
  });

  it.each(Object.entries(connectionKinds))('of kind %s can be made from what it requires', (kind, { required }) => {
    const given = Object.fromEntries(required.map((field) => [field, 'x']));
    expect(connectionBody(kind, given).parameters).not.toHaveProperty('undefined');
    const [, ...tooFew] = required;
    expect(() => connectionBody(kind, Object.fromEntries(tooFew.map((field) => [field, 'x'])))).toThrow(/also needs/);
  });

  it('is refused for a kind or a field that is not known', () => {
    expect(() => connectionBody('oracle', {})).toThrow(/known are athena, databricks, bigquery, redshift/);
    expect(() =>
      connectionBody('redshift', { name: 'a', server: 'b', username: 'c', password: 'd', pasword: 'e' }),
    ).toThrow(/no pasword/);
  });
});
