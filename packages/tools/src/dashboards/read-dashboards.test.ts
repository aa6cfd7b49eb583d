import type { Sisense } from '@fes-assistant/sisense';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';
import { allDashboards, type DashboardIds, readDashboards } from './read-dashboards.ts';

let demo: Demo;
let oids: string[];
beforeAll(async () => {
  demo = await startDemo();
  oids = [...demo.deployment.world.dashboards.keys()];
});
afterAll(() => demo.close());

const missing = 'aaaaaaaaaaaaaaaaaaaaaaaa';

function reading(ids: DashboardIds, sisense: Sisense = demo.sisense) {
  const told: [number | undefined, number | undefined][] = [];
  const context = {
    sisense,
    signal: AbortSignal.timeout(10_000),
    progress: (_message: string, done?: number, total?: number) => void told.push([done, total]),
  };
  return { told, read: readDashboards(ids, { context, each: ({ oid }) => oid }) };
}

describe('reading dashboards', () => {
  it('gives them in the order asked for, each once, and names those that Sisense did not export', async () => {
    const { read, told } = reading([...oids, missing, ...oids].toReversed());
    expect(await read).toEqual({ kept: oids.toReversed(), failed: [missing] });
    expect(told.at(-1)).toEqual([oids.length + 1, oids.length + 1]);
  });

  it('reads all of a deployment', async () => {
    const { kept, failed } = await reading(allDashboards({ ...demo, signal: AbortSignal.timeout(10_000) })).read;
    expect([kept.toSorted(), failed]).toEqual([oids.toSorted(), []]);
  });

  it('begins while the list is still read, and keeps only what is on it in the end', async () => {
    demo.deployment.requests.clear();
    const exports = () => demo.deployment.requests.count({ endpoint: 'dashboards.export' });
    const early = oids.slice(0, 20);
    const ids: DashboardIds = async (onSome) => {
      onSome(early);
      while (exports() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      return early.slice(1);
    };
    expect(await reading(ids).read).toEqual({ kept: early.slice(1), failed: [] });
    expect(exports()).toBe(1);
  });

  it('fails with what the list failed with, and asks for no more', async () => {
    const ids: DashboardIds = async (onSome) => {
      onSome(oids);
      throw new Error('no list');
    };
    await expect(reading(ids).read).rejects.toThrow('no list');
  });

  it('fails when an export fails, also one that was asked for early', async () => {
    demo.deployment.faults.add({ kind: 'status', endpoint: 'dashboards.export', status: 403 });
    const ids: DashboardIds = async (onSome) => {
      onSome(oids);
      return oids;
    };
    await expect(reading(ids).read).rejects.toMatchObject({ code: 'forbidden' });
    demo.deployment.faults.clear();
  });
});
