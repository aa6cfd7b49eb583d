import { connectionHeaders, encodeConnection } from '@fes-assistant/protocol';
import { type Simulator, startSimulator } from '@fes-assistant/simulator';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from './person.ts';
import { type Product, startProduct } from './product.ts';

const grace = 'grace.mbeki@meridian-outdoor.example';

let simulator: Simulator;
let product: Product;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'demo' });
  product = await startProduct({ demo: false, env: { FES_SISENSE_HOSTS: deployment().origin } });
});

afterAll(async () => {
  await product?.stop();
  await simulator?.close();
});

describe.each(['legacy', 'auto'] as const)('a host that cannot ask a person (%s negotiation)', (mode) => {
  it('gets a link, and nothing is changed until a person approves there', async () => {
    const host = await connectHost(mode);
    const before = changesSeen();
    const answer = await host.callTool({ name: 'access_delete_user', arguments: { user_name: grace } });
    const { operation_id, approval_url, state } = answer.structuredContent as Record<string, string>;
    expect(state).toBe('proposed');
    expect(approval_url).toBe(`${product.mcp.replace('127.0.0.1', 'localhost')}/approve/${operation_id}`);
    expect(changesSeen()).toBe(before);

    const code = /Approval code[^:]*: (\S+)/.exec(product.printed())?.[1] ?? '';
    const someone = await person(String(approval_url));
    try {
      await someone.page.getByLabel(/code/i).fill(code);
      await someone.page.getByRole('button').first().click();
      await someone.page.getByText(`Delete user ${grace}`).first().waitFor();
      expect(changesSeen()).toBe(before);
      await someone.page.getByRole('button', { name: 'Decline' }).click();
      await someone.page
        .getByText(/declined/i)
        .first()
        .waitFor();
      expect(changesSeen()).toBe(before);
      expect(someone.complaints).toEqual([]);
    } finally {
      await someone.leave();
      await host.close();
    }
  });
});

async function connectHost(mode: 'legacy' | 'auto'): Promise<Client> {
  const { origin, token } = deployment();
  const headers = { [connectionHeaders.connection]: encodeConnection({ origin, token, verifyTls: true }) };
  const client = new Client({ name: 'plain-host', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${product.mcp}/mcp`), { requestInit: { headers } }));
  return client;
}

function deployment() {
  const first = simulator.deployments[0];
  if (!first) throw new Error('The simulator started without a deployment.');
  return first;
}

function changesSeen(): number {
  return deployment().requests.entries.filter(({ method }) => method !== 'GET').length;
}
