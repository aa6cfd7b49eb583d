import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeAnswer } from '@fes-assistant/protocol';
import { expect, test } from 'vitest';
import { connectClient, startTestServer } from '../../test/start-test-server.ts';

test('a read whose answer is a secret waits for approval, and only the approval page shows it', async () => {
  const { url, approvalCode, dir } = await startTestServer();
  const client = await connectClient(url, { revision: '2026-07-28', capabilities: { elicitation: { form: {} } } });
  const call = { name: 'access_open_safe', arguments: {} };
  const asked = await client.callTool(call);
  const { approval_url: link = '', operation_id, digest, state } = asked.structuredContent as unknown as ChangeAnswer;
  expect(state).toBe('proposed');

  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(link + path, {
      method: 'POST',
      headers: { origin: url, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
      redirect: 'manual',
    });
  const cookie = (await post('/code', { code: approvalCode })).headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = async () => (await fetch(link, { headers: { cookie } })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page())?.[1] ?? '';
  expect(await page()).toContain('shown on the approval page only');
  await post('', { csrf, digest, action: 'approve' }, cookie);
  await expect.poll(page).toContain('canary-of-the-safe');

  const told = await client.callTool({ name: 'operations_get', arguments: { operation_id } });
  expect(told.structuredContent).toMatchObject({ state: 'done' });
  expect(JSON.stringify(told)).not.toContain('canary-of-the-safe');
  const stored = readdirSync(dir).map((name) => readFileSync(join(dir, name), 'latin1'));
  expect(stored.join('\n')).not.toContain('canary-of-the-safe');
});
