import type { Endpoints } from '../src/endpoints.ts';
import { endpoints } from '../src/endpoints.ts';
import { Calls } from '../src/http/calls.ts';
import { sampleInput } from './sample-input.ts';

/** A process of its own, so that nothing else is in its memory: reads one answer and tells what it took. */
const [origin = '', id = 'users.list', how = 'call'] = process.argv.slice(2);
const endpoint = endpoints[id as keyof Endpoints];
const calls = new Calls({ origin, token: 'token' });
for (let warmUp = 0; warmUp < 300; warmUp += 1) await calls.call(endpoints['roles.list'], {});

globalThis.gc?.();
const before = process.memoryUsage.rss();
let peak = before;
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
const looking = setInterval(look, 3);
let bytes = 0;
let outcome = 'answered';
try {
  if (how === 'stream')
    for await (const piece of calls.stream(endpoint, sampleInput(endpoint) as never)) bytes += piece.length;
  else await calls.call(endpoint, sampleInput(endpoint) as never);
} catch (error) {
  outcome = error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error);
}
look();
clearInterval(looking);
await calls.close();
process.stdout.write(JSON.stringify({ mebibytes: (peak - before) / 1024 / 1024, bytes, outcome }));
