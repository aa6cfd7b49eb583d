// The program that the conformance suite runs as "the client": our own client of the tool server, taken through a scenario.
import { argv, env, exit } from 'node:process';
import { createClientPool } from '../../src/tool-server/client-pool.ts';
import { play } from './play.ts';

const [url] = argv.slice(2);
if (!url) throw new Error('The address of the server under test is missing.');

const pool = createClientPool({
  url: new URL(url),
  protocolVersion: env['MCP_CONFORMANCE_PROTOCOL_VERSION'],
  fetch,
  now: () => 0,
});
const { toolCalls = [] } = JSON.parse(env['MCP_CONFORMANCE_CONTEXT'] ?? '{}');
await pool.use({ Authorization: 'Bearer conformance' }, (client) =>
  play(client, { scenario: env['MCP_CONFORMANCE_SCENARIO'] ?? '', toolCalls }),
);
await pool.close();
exit(0);
