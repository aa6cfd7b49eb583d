import { startMcpServer } from '@fes-assistant/mcp-server';
import type { Settings } from '@fes-assistant/runtime';
import { print, printLine } from '../print.ts';
import { runUntilStopped } from '../run-until-stopped.ts';

/** `fes mcp`: the tool server alone, over HTTP. */
export function runMcp(settings: Settings): Promise<void> {
  return runUntilStopped(settings, async (running, logs) => {
    const mcp = running.add(await startMcpServer({ settings, logger: logs.of('mcp') }));
    printLine('Tool server', `${mcp.url}/mcp`);
    print(`Approval code: ${mcp.approvalCode}`);
    if (settings.secrets.mcpToken === undefined) {
      print('A backend in another process needs FES_MCP_TOKEN to be set for both.');
    }
  });
}
