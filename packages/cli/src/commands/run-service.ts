import { startBackend } from '@fes-assistant/backend';
import { startMcpServer } from '@fes-assistant/mcp-server';
import { type Settings, SettingsError } from '@fes-assistant/runtime';
import { buildWeb, startWeb } from '@fes-assistant/web';
import { Logs } from '../open-service.ts';
import { print, printLine } from '../print.ts';
import { Running } from '../running.ts';
import { untilStopped } from '../until-stopped.ts';

/** `fes mcp`: the tool server alone, over HTTP. */
export async function runMcp(settings: Settings): Promise<void> {
  await run(async (running) => {
    const logs = running.add(new Logs(settings));
    const mcp = running.add(await startMcpServer({ settings, logger: logs.of('mcp') }));
    printLine('Tool server', `${mcp.url}/mcp`);
    print(`Approval code: ${mcp.approvalCode}`);
    if (settings.secrets.mcpToken === undefined) {
      print('A backend in another process needs FES_MCP_TOKEN to be set for both.');
    }
  });
}

/** `fes backend`: the backend alone. It needs the tool server's token. */
export async function runBackend(settings: Settings): Promise<void> {
  const { mcpToken } = settings.secrets;
  if (mcpToken === undefined) {
    throw new SettingsError(
      'FES_MCP_TOKEN',
      'FES_MCP_TOKEN is not set. A backend by itself needs the one of its tool server.',
    );
  }
  await run(async (running) => {
    const logs = running.add(new Logs(settings));
    const backend = running.add(await startBackend({ settings, logger: logs.of('backend'), mcpToken }));
    printLine('Backend', backend.url);
    if (settings.llm.notice) print(settings.llm.notice);
  });
}

/** `fes ui --build`: for images, whose running part has no build tools. */
export async function buildPage(): Promise<void> {
  print((await buildWeb()) ? 'The page is built.' : 'The page is built already.');
}

/** `fes ui`: the page alone. */
export async function runUi(settings: Settings): Promise<void> {
  await run(async (running) => {
    const logs = running.add(new Logs(settings));
    await buildWeb();
    const web = running.add(await startWeb({ settings, logger: logs.of('ui') }));
    printLine('Page', web.url);
  });
}

async function run(startParts: (running: Running) => Promise<void>): Promise<void> {
  const running = new Running();
  try {
    await startParts(running);
  } catch (error) {
    await running.close();
    throw error;
  }
  await untilStopped(() => running.close());
}
