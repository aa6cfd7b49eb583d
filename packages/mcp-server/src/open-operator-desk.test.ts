import type { ChangeAnswer } from '@fes-assistant/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { connectClient, startTestServer } from '../test/start-test-server.ts';
import { openOperatorDesk } from './index.ts';

test('a read whose answer is a secret is refused at the terminal, with where it can be approved', async () => {
  const { url, settings, logger, world } = await startTestServer();
  const client = await connectClient(url, { revision: '2026-07-28' });
  const { structuredContent } = await client.callTool({ name: 'access_open_safe', arguments: {} });
  const { operation_id: id } = structuredContent as unknown as ChangeAnswer;
  const desk = await openOperatorDesk({ settings, logger, catalog: world.catalog });
  onTestFinished(() => desk.close());
  const { plan } = await desk.operations.get({ id, principal: desk.principal });
  await expect(desk.callerFor(plan)).rejects.toThrow('shown on the approval page alone');
});
