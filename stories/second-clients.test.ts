import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Simulator, startSimulator } from '@fes-assistant/simulator';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';

const grace = 'grace.mbeki@meridian-outdoor.example';
const inModules = (path: string) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));
const inspector = inModules('@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const mcpRemote = inModules('mcp-remote/dist/proxy.js');
const fes = fileURLToPath(new URL('../packages/cli/bin/fes.js', import.meta.url));

let simulator: Simulator;
let product: Product;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fes-clients-'));
  simulator = await startSimulator({ world: 'demo' });
  product = await startProduct({ demo: false, env: defaultTenant() });
});

afterAll(async () => {
  await product?.stop();
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the command line of MCP Inspector', () => {
  it.each(['legacy', 'modern'])('lists the tools and reads (%s)', async (era) => {
    const { tools } = await inspect(era, ['tools/list']);
    expect(tools.map(({ name }: { name: string }) => name)).toContain('access_get_users_all');
    const read = await inspect(era, [
      'tools/call',
      '--tool-name',
      'access_get_user',
      '--tool-arg',
      `user_email=${grace}`,
    ]);
    expect(read.structuredContent.item).toMatchObject({ email: grace });
  });

  it.each(['legacy', 'modern'])(
    'cannot ask a person, so a change gets a link and changes nothing (%s)',
    async (era) => {
      const before = changesSeen();
      const answer = await inspect(era, [
        'tools/call',
        '--tool-name',
        'access_delete_user',
        '--tool-arg',
        `user_name=${grace}`,
      ]);
      expect(answer.structuredContent).toMatchObject({
        state: 'proposed',
        approval_url: expect.stringContaining('/approve/'),
      });
      expect(changesSeen()).toBe(before);
      expect([...deployment().world.users.values()].map(({ email }) => email)).toContain(grace);
    },
  );

  it('finds no fault in the schemas that a host might refuse', async () => {
    const { tools } = await inspect('legacy', ['tools/list', '--strict']);
    expect(tools.length).toBeGreaterThan(100);
  });
});

describe.each([
  ['mcp-remote in front of the tool server', () => [mcpRemote, `${product.mcp}/mcp/`, '--silent']],
  ['fes mcp --stdio', () => [fes, 'mcp', '--stdio']],
])('%s', (_name, args) => {
  it('gives a host on stdio the tools, answers, and links for changes', async () => {
    const host = new Client({ name: 'desktop', version: '1' });
    const env = {
      ...defaultTenant(),
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      FES_DATA_DIR: join(folder, 'data'),
    };
    await host.connect(
      new StdioClientTransport({ command: process.execPath, args: args(), cwd: folder, env, stderr: 'ignore' }),
    );
    try {
      const { tools } = await host.listTools();
      expect(tools.map(({ name }) => name)).toContain('dashboard_who_can_see');
      const read = await host.callTool({ name: 'access_get_users_all', arguments: {} });
      expect(read.structuredContent).toMatchObject({ total: deployment().world.users.size });
      const before = changesSeen();
      const change = await host.callTool({ name: 'access_delete_user', arguments: { user_name: grace } });
      const { state, approval_url } = change.structuredContent as Record<string, string>;
      expect(state).toBe('proposed');
      expect(await (await fetch(String(approval_url))).text()).toContain('Approval code');
      expect(changesSeen()).toBe(before);
    } finally {
      await host.close();
    }
  });
});

async function inspect(era: string, [method = '', ...rest]: string[]) {
  const { stdout } = await runInspector(era, [method, ...rest]);
  return JSON.parse(stdout).result;
}

function runInspector(era: string, [method = '', ...rest]: string[]) {
  const where = ['--cli', '--transport', 'http', '--server-url', `${product.mcp}/mcp`, '--protocol-era', era];
  const args = [inspector, ...where, '--format', 'json', '--quiet', '--method', method, ...rest];
  const env = { PATH: process.env['PATH'], HOME: folder };
  return promisify(execFile)(process.execPath, args, { env, cwd: folder, maxBuffer: 16 << 20 });
}

function defaultTenant(): Record<string, string> {
  const { origin, token } = deployment();
  return {
    FES_SISENSE_HOSTS: origin,
    PYSISENSE_USE_DEFAULT_TENANT: 'true',
    PYSISENSE_DEFAULT_DOMAIN: origin,
    PYSISENSE_DEFAULT_TOKEN: token,
  };
}

function deployment() {
  const first = simulator.deployments[0];
  if (!first) throw new Error('The simulator started without a deployment.');
  return first;
}

function changesSeen(): number {
  return deployment().requests.entries.filter(({ method }) => method !== 'GET').length;
}
