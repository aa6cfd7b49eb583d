import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { columnsOf } from '../datamodels/model-columns.ts';
import { writableRule } from './writable-rule.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

describe.each(['extract', 'live'])('a model of type %s', (type) => {
  const secured = async () => {
    for (const model of await demo.sisense.datamodels.list()) {
      if (model.type !== type) continue;
      if ((await demo.sisense.security.listRules(model)).length > 0) return model;
    }
    throw new Error('The demo has no such model with rules.');
  };

  it('takes a rule more, and the old ones back as the only ones', async () => {
    const { security, groups, datamodels } = demo.sisense;
    const model = await secured();
    const before = await security.listRules(model);
    const column = first(
      columnsOf(await datamodels.get(model.oid)),
      (one) => !before.some((rule) => rule.column === one.column),
    );
    const group = first(await groups.list(), (one) => !one.everyone && !one.admins);
    const rule = {
      table: column.table,
      column: column.column,
      members: ['North'],
      shares: [{ type: 'group', partyId: group._id }],
    };
    const more = await security.addRules(model, [rule]);
    expect(more).toHaveLength(before.length + 1);
    const back = await security.replaceRules(model, before);
    expect(back.map(({ table, column: name, members }) => ({ table, name, members }))).toEqual(
      expect.arrayContaining(before.map(({ table, column: name, members }) => ({ table, name, members }))),
    );
    expect(back).toHaveLength(before.length);
  });

  it('gives its permissions and takes another list', async () => {
    const { security, groups } = demo.sisense;
    const model = await secured();
    const group = first(await groups.list(), (one) => !one.everyone && !one.admins);
    const entry = { partyId: group._id, type: 'group' as const, permission: 'r' as const };
    expect(await security.setPermissions(model, [entry])).toMatchObject([entry]);
    expect(await security.listPermissions(model)).toMatchObject([entry]);
  });
});

describe('rules that are replaced', () => {
  const rulesOf = async (title: string) => {
    const model = await demo.sisense.datamodels.resolve(title);
    return { model, rules: await demo.sisense.security.listRules(model) };
  };
  const writes = () =>
    demo.deployment.requests.entries.filter(({ method, path }) => method !== 'GET' && path.includes('datasecurity'));

  it('are not written where they are so already', async () => {
    const { model, rules } = await rulesOf('Finance');
    demo.deployment.requests.clear();
    await demo.sisense.security.replaceRules(model, rules);
    expect(writes()).toEqual([]);
  });

  it('are written before others are taken away, so that only an extract’s column is open, for one request', async () => {
    const { model, rules } = await rulesOf('Finance');
    const [kept] = rules;
    if (!kept) throw new Error('Finance has no rules.');
    demo.deployment.requests.clear();
    const left = await demo.sisense.security.replaceRules(model, [{ ...kept, members: ['Travel'] }]);
    expect(left).toMatchObject([{ members: ['Travel'] }]);
    expect(writes().map(({ method }) => method)).toEqual(['POST', 'DELETE', 'POST']);
  });

  it('are written again when that failed at first, even if the change was cancelled meanwhile', async () => {
    const { model } = await rulesOf('ecommerce_db');
    const [rule] = await demo.sisense.security.listRules(model);
    if (!rule) throw new Error('The model has no rules.');
    const stop = new AbortController();
    demo.deployment.requests.clear();
    demo.deployment.faults.add({ kind: 'status', method: 'POST', path: 'datasecurity', nth: 1, status: 503 });
    const replacing = demo.sisense.security.replaceRules(model, [rule], { signal: stop.signal });
    await expect.poll(() => writes().some(({ method }) => method === 'DELETE')).toBe(true);
    stop.abort();
    await replacing.catch(() => undefined);
    demo.deployment.faults.clear();
    expect(await demo.sisense.security.listRules(model)).toHaveLength(1);
  });
});

describe('a rule that is written', () => {
  const read = {
    _id: 'x',
    created: '2026',
    table: 'T',
    column: 'C',
    members: [1, 'b'],
    shares: [{ type: 'user', partyId: 'u1', partyName: 'Ada' }, { type: 'default' }],
  };

  it('loses what the server made, and names parties as extracts want it', () => {
    expect(writableRule(read, { kind: 'extract', title: 'Sales' })).toEqual({
      table: 'T',
      column: 'C',
      datatype: 'text',
      members: ['1', 'b'],
      exclusionary: false,
      allMembers: null,
      shares: [{ type: 'user', party: 'u1' }, { type: 'default' }],
    });
  });

  it('has what live models want besides', () => {
    expect(writableRule(read, { kind: 'live', title: 'Sales' })).toMatchObject({
      live: true,
      fullname: 'live:Sales',
      shares: [{ type: 'user', partyId: 'u1' }, { type: 'default' }],
    });
  });
});
