import { startChild } from './child-process.ts';
import type { Figure } from './figure.ts';
import type { Memory } from './memory.ts';

const kinds = [
  { list: 'users', what: 'listing 10,000 users' },
  { list: 'dashboards', what: 'listing 5,000 dashboards, all fields' },
];

/** Memory of a process that lists everything of one kind of the large world, and holds it. */
export async function measureListings(): Promise<Figure[]> {
  const simulator = await startChild<{ origin: string; token: string }>('simulator', { world: 'large' });
  const figures: Figure[] = [];
  for (const { list, what } of kinds) {
    const { origin, token } = simulator.ready;
    const child = await startChild('listing', { origin, token, list });
    const before = await child.ask<Memory>('memory');
    const start = performance.now();
    const count = await child.ask<number>('list');
    const seconds = (performance.now() - start) / 1000;
    const after = await child.ask<Memory>('memory');
    await child.close();
    const note = `${count} in ${seconds.toFixed(1)} s`;
    figures.push(
      { what: `${what}: RSS`, reached: after.peakRss - before.rss, unit: 'MiB', target: { atMost: 256 }, note },
      { what: `${what}: heap held`, reached: after.heap - before.heap, unit: 'MiB' },
    );
  }
  await simulator.close();
  return figures;
}
