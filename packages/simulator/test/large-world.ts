import { startSimulator } from '../src/index.ts';

/** Run as a process of its own: starts the world, answers the lists named in the arguments, and tells what that took. */
const simulator = await startSimulator({ world: 'large' });
const startedMs = Math.round(performance.now());
const [deployment] = simulator.deployments;
if (deployment === undefined) throw new Error('Nothing was started.');
let bytes = 0;
for (const path of process.argv.slice(2)) {
  const answer = await fetch(`${deployment.origin}${path}`, {
    headers: { authorization: `Bearer ${deployment.token}` },
  });
  if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}.`);
  for await (const chunk of answer.body ?? []) bytes += chunk.length;
}
await simulator.close();
const mostMegabytes = Math.round(process.resourceUsage().maxRSS / 1_000);
process.stdout.write(JSON.stringify({ startedMs, mostMegabytes, megabytes: Math.round(bytes / 1_000_000) }));
