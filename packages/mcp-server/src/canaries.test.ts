import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeAnswer } from '@fes-assistant/protocol';
import { expect, test } from 'vitest';
import { chatHeaders, connectClient, here, startTestServer } from '../test/start-test-server.ts';

const token = 'canary-token-5b1f0c9e77';
const password = 'canary-password-a94d11';

test('neither a token nor a secret typed at approval is in any file, answer or journal', async () => {
  const { url, mcpToken, dir, logger, close } = await startTestServer({ env: { FES_LOG_LEVEL: 'DEBUG' } });
  const headers = { ...chatHeaders(here, token), authorization: `Bearer ${mcpToken}`, 'FES-Principal': 'ann' };
  const client = await connectClient(url, { revision: '2025-11-25', headers });
  const said: unknown[] = [await client.callTool({ name: 'access_list_boxes', arguments: {} })];
  said.push(await client.callTool({ name: 'access_list_boxes', arguments: { token } }));
  const proposed = await client.callTool({ name: 'access_lock_box', arguments: { name: 'red' } });
  const { operation_id, digest } = proposed.structuredContent as unknown as ChangeAnswer;
  const approved = await fetch(`${url}/operations/${operation_id}/approve`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ digest, secrets: { password } }),
  });
  said.push(await approved.json());
  said.push(await (await fetch(`${url}/operations/${operation_id}/events`, { headers })).text());
  logger.error({ headers, nested: { token } }, `failed with ${token}`);
  await close();
  await logger.closeLog();

  expect(approved.status).toBe(200);
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const stored = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['operations.db', 'mcp.log', 'changes.log']));
  const all = [...stored, JSON.stringify(said)].join('\n');
  expect(all).not.toContain(password);
  expect(all).not.toContain(token);
  expect(all).not.toContain(mcpToken);
});
