import { expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../../test/browser.ts';
import { startRealToolServer } from '../../test/real-tool-server.ts';
import { startTestBackend } from '../../test/start-test-backend.ts';

const mcpToken = 'a-token-that-stays-the-same';

/** A backend, and a tool server that offers one module until it is started anew with all of them. */
async function startWithOneModule(env: Record<string, string>) {
  const first = await startRealToolServer({ env: { FES_MCP_TOKEN: mcpToken, ALLOW_MODULES: 'access' } });
  const backend = await startTestBackend({ toolServer: first, env });
  onTestFinished(() => backend.close());
  const browser = openBrowser(backend.url);
  const countTools = async () => (await browser.session()).tools.chat;
  const restart = async () => {
    await first.close();
    const port = Number(new URL(first.url).port);
    const second = await startRealToolServer({ env: { FES_MCP_TOKEN: mcpToken }, port });
    onTestFinished(() => second.close());
  };
  return { countTools, restart };
}

test('with MCP_AUTO_SUBSCRIBE a tool server that was started anew is noticed', async () => {
  const { countTools, restart } = await startWithOneModule({ MCP_AUTO_SUBSCRIBE: 'true' });
  const before = await countTools();
  await restart();
  await expect.poll(countTools, { timeout: 15_000 }).toBeGreaterThan(before + 50);
});

test('without it the tools are those that were read before', async () => {
  const { countTools, restart } = await startWithOneModule({ MCP_AUTO_SUBSCRIBE: 'false' });
  const before = await countTools();
  await restart();
  expect(await countTools()).toBe(before);
});
