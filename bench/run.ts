import { availableParallelism, loadavg } from 'node:os';
import { type Figure, figureTable, isReached } from './figure.ts';
import { measureListings } from './listings.ts';
import { measureReads } from './reads.ts';
import { measureToolServer } from './tool-server.ts';

/** Measures everything, or the parts named on the command line, and ends with one table. */
const parts: Record<string, () => Promise<Figure[]>> = {
  reads: measureReads,
  listings: measureListings,
  'tool-server': measureToolServer,
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const load = loadavg()[0] ?? 0;
const figures: Figure[] = [];
for (const name of chosen) {
  const measure = parts[name];
  if (measure === undefined) throw new Error(`There is no part "${name}". Parts: ${Object.keys(parts).join(', ')}.`);
  console.log(`Measuring ${name} …`);
  figures.push(...(await measure()));
}
const missed = figures.filter((figure) => !isReached(figure)).length;
console.log(`\n${figureTable(figures)}\n`);
console.log(`${availableParallelism()} cores, Node ${process.versions.node}, load ${load.toFixed(1)} at the start.`);
console.log(missed === 0 ? 'Every target is reached.' : `${missed} of the targets are missed.`);
