import { once } from 'node:events';
import { startStdioServer } from '@fes-assistant/mcp-server';
import type { Settings } from '@fes-assistant/runtime';
import { Logs } from '../open-service.ts';
import { Running } from '../running.ts';
import { untilStopped } from '../until-stopped.ts';

/** `fes mcp --stdio`: MCP over stdin and stdout, so words for people go to stderr. Ends with the host that started it. */
export async function runStdio(settings: Settings): Promise<void> {
  const running = new Running();
  try {
    const logs = running.add(new Logs(settings));
    const hostLeft = once(process.stdin, 'end');
    const server = running.add(await startStdioServer({ settings, logger: logs.of('mcp') }));
    process.stderr.write(`Tool server on stdio. Approval code for ${server.approvalPage}: ${server.approvalCode}\n`);
    await untilStopped(() => running.close(), hostLeft);
  } catch (error) {
    await running.close();
    throw error;
  }
}
