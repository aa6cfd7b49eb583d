import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMcpServer } from '@fes-assistant/mcp-server';
import { connectionHeaders, encodeConnection, type Mode } from '@fes-assistant/protocol';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { Client, StreamableHTTPClientTransport, type Tool } from '@modelcontextprotocol/client';

/** The tools as a started server of these settings lists them. */
export async function publishedTools(surface: 'full' | 'compact', mode: Mode = 'chat'): Promise<Tool[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fes-tools-'));
  const env = { FES_DATA_DIR: folder, FES_LOG_DIR: folder, FES_MCP_PORT: '0', FES_TOOL_SURFACE: surface };
  const settings = loadSettings(env, { service: 'mcp' });
  const logger = createLogger({ service: 'mcp', settings });
  const server = await startMcpServer({ settings, logger });
  const client = new Client({ name: 'tool-tokens', version: '1' });
  try {
    const requestInit = { headers: mode === 'chat' ? {} : twoConnections() };
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit }));
    const { tools } = await client.listTools();
    return tools;
  } finally {
    await client.close();
    await server.close();
    await logger.closeLog();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nobody connects to them: a list depends on there being two. */
function twoConnections(): Record<string, string> {
  const to = (origin: string) => encodeConnection({ origin, token: 'none', verifyTls: true });
  return {
    [connectionHeaders.source]: to('https://source.example'),
    [connectionHeaders.target]: to('https://target.example'),
  };
}
