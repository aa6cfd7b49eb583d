import { amount, reached } from '@fes-assistant/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../test/demo.ts';
import { type Sisense, SisenseError, type SisenseErrorCode } from './index.ts';

let demo: Demo;
let cells = 0;
let sentAgain = 0;

beforeAll(async () => {
  demo = await startDemo({ options: { pageCap: 10 } });
});
afterAll(async () => {
  reached({
    target: 'T-13',
    what: 'calls that are sequences: method × fault × position',
    wanted: '–',
    got: cells,
    ok: true,
  });
  reached({
    target: 'T-16',
    what: 'changes sent again, in sequences',
    wanted: '0',
    got: sentAgain,
    ok: sentAgain === 0,
  });
  await demo.close();
});

type Fault = Parameters<Demo['deployment']['faults']['add']>[0];

interface Kind {
  fault: Fault;
  /** What a call may end in. */
  codes: SisenseErrorCode[];
  /** A read is answered all the same, since the fault passes. */
  passes?: boolean;
}

const kinds: Record<string, Kind> = {
  'a 503': { fault: { kind: 'status', status: 503 }, codes: ['unavailable'], passes: true },
  'a 429': { fault: { kind: 'status', status: 429, retryAfter: '1' }, codes: ['rate-limited'], passes: true },
  'a 401': { fault: { kind: 'status', status: 401 }, codes: ['unauthorized'] },
  'a login page': { fault: { kind: 'html' }, codes: ['unauthorized'] },
  'a redirect': { fault: { kind: 'redirect' }, codes: ['unauthorized'] },
  'an empty answer': { fault: { kind: 'empty' }, codes: ['unexpected-answer'] },
  'broken JSON': { fault: { kind: 'malformed-json' }, codes: ['unexpected-answer'] },
  'half of the JSON': { fault: { kind: 'truncated-json' }, codes: ['unexpected-answer'] },
  'broken compression': { fault: { kind: 'bad-gzip' }, codes: ['unexpected-answer'] },
  'a reset before the answer': { fault: { kind: 'reset-before-answer' }, codes: ['unreachable'], passes: true },
  'a reset after the headers': { fault: { kind: 'reset-after-headers' }, codes: ['unreachable'], passes: true },
  'a reset in the body': { fault: { kind: 'reset-mid-body' }, codes: ['unreachable'], passes: true },
  'half of the body': { fault: { kind: 'truncated-body' }, codes: ['unreachable'], passes: true },
  'an effect without an answer': { fault: { kind: 'die-after-effect' }, codes: ['unreachable'], passes: true },
  'two answers': { fault: { kind: 'duplicate-answer' }, codes: ['unexpected-answer', 'unreachable'], passes: true },
};

let made = 0;

/** Every method that makes several requests one after another; `change` is one that changes. */
const methods: Record<string, { run: (sisense: Sisense) => Promise<unknown>; change?: true }> = {
  'users.list': { run: (sisense) => sisense.users.list() },
  'groups.list': { run: (sisense) => sisense.groups.list() },
  'dashboards.list': { run: (sisense) => sisense.dashboards.list({ fields: ['title'] }) },
  'dashboards.search': { run: (sisense) => sisense.dashboards.search('') },
  'datamodels.list': { run: (sisense) => sisense.datamodels.list() },
  'folders.list': { run: (sisense) => sisense.folders.list() },
  'users.findByEmail, of nobody': { run: (sisense) => sisense.users.findByEmail('nobody@nowhere.example') },
  'groups.resolve, in another case': { run: (sisense) => sisense.groups.resolve(aGroup().name.toUpperCase()) },
  'dashboards.findByTitle, in another case': {
    run: (sisense) => sisense.dashboards.findByTitle(aDashboard().title.toUpperCase()),
  },
  'dashboards.exportMany': {
    run: (sisense) => sisense.dashboards.exportMany([...demo.deployment.world.dashboards.keys()]),
  },
  'datamodels.get, in another case': {
    run: (sisense) => sisense.datamodels.get(first([...demo.deployment.world.modelIndex.values()]).title.toUpperCase()),
  },
  'users.create': {
    change: true,
    run: async (sisense) => {
      made += 1;
      return (
        await sisense.users.create({
          email: `new${made}@example.com`,
          userName: `new${made}`,
          roleId: aViewer().roleId,
        })
      ).active;
    },
  },
  'users.update': {
    change: true,
    run: async (sisense) => (await sisense.users.update(aUser()._id, { firstName: 'Ada' })).firstName,
  },
  'groups.rename': { change: true, run: async (sisense) => (await sisense.groups.rename(aGroup()._id, 'Team')).name },
  'dashboards.update': {
    change: true,
    run: async (sisense) => (await sisense.dashboards.update(ownDashboard().oid, { desc: 'New' })).desc,
  },
  'shares.replace': {
    change: true,
    run: (sisense) => sisense.shares.replace(ownDashboard().oid, { sharesTo: [] }),
  },
};

const aUser = () => first([...demo.deployment.world.users.values()], ({ userName, email }) => userName !== email);
const aViewer = () => first([...demo.deployment.world.users.values()], ({ roleId }) => roleId !== aUser().roleId);
const aGroup = () =>
  first([...demo.deployment.world.groups.values()], ({ name }) => /^[A-Z]/.test(name) && !builtIn.test(name));
const aDashboard = () => first([...demo.deployment.world.dashboards.values()]);
const ownDashboard = () => first([...demo.deployment.world.dashboards.values()], ({ owner }) => owner === ownId());
const ownId = () =>
  first([...demo.deployment.world.users.values()], ({ email }) => email === demo.deployment.users.admin.email)._id;
const builtIn = /^(Everyone|Admins|All users)/;

describe.each(Object.entries(methods))('%s', (_name, { run, change }) => {
  it('ends truthfully whatever goes wrong first, in the middle or last', async () => {
    const { faults, requests } = demo.deployment;
    const clean = await tried(run);
    const sequence = requests.entries.length;
    const changes = changesSent();
    expect(clean, String((clean as { error?: unknown }).error)).toHaveProperty('value');
    expect(sequence).toBeGreaterThan(1);
    for (const nth of new Set([1, Math.ceil(sequence / 2), sequence])) {
      for (const [kind, { fault, codes, passes }] of shareOf(Object.entries(kinds), nth)) {
        const armed = faults.add({ ...fault, nth });
        const ended = await tried(run);
        expect(armed.hits(), kind).toBe(1);
        const where = `${kind} at request ${nth} of ${sequence}: ${JSON.stringify(ended).slice(0, 300)}`;
        if ('error' in ended) expect(codes, where).toContain(ended.error.code);
        else expect(ended.value, where).toEqual((clean as { value: unknown }).value);
        if (passes && !change) expect(ended, where).toHaveProperty('value');
        if (changesSent() > changes) sentAgain += 1;
        expect(changesSent(), where).toBeLessThanOrEqual(changes);
        cells += 1;
      }
    }
  });
});

/** All in the soak; else a few, others at each position. */
function shareOf<T>(all: T[], nth: number): T[] {
  const count = amount({ share: 2, all: all.length });
  const start = (nth * 4) % all.length;
  return [...all.slice(start), ...all.slice(0, start)].slice(0, count);
}

async function tried(
  run: (sisense: Sisense) => Promise<unknown>,
): Promise<{ value: unknown } | { error: SisenseError }> {
  const { deployment } = demo;
  const sisense = demo.as(deployment.users.admin.email);
  deployment.requests.clear();
  try {
    const value = await run(sisense);
    return { value: value instanceof Map ? [...value].toSorted() : value };
  } catch (error) {
    if (error instanceof SisenseError) return { error };
    throw error;
  } finally {
    deployment.faults.clear();
    expect((await sisense.users.me())._id).toBe(ownId());
    deployment.requests.entries.pop();
    await sisense.close();
  }
}

function changesSent(): number {
  return demo.deployment.requests.changes().filter(({ endpoints }) => !endpoints.includes('dashboards.search')).length;
}
