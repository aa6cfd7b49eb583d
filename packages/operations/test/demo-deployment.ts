import type { Operation } from '@fes-assistant/protocol';
import { startSimulator } from '@fes-assistant/simulator';
import { Sisense } from '@fes-assistant/sisense';
import { type ChangeTool, createCatalog } from '@fes-assistant/tools';
import { onTestFinished } from 'vitest';
import type { Caller } from '../src/index.ts';
import { openItems, proposal, rested } from './item-engine.ts';

const catalog = createCatalog();

export function changeCalled(id: string): ChangeTool {
  const found = catalog.findTool(id);
  if (found?.effect !== 'change') throw new Error(`${id} is not a change.`);
  return found;
}

/** The product's own tools on the demo deployment until the test ends, and its administrator, who asks, approves and takes back. */
export async function openDemo() {
  const simulator = await startSimulator({ world: 'demo' });
  const [demo] = simulator.deployments;
  if (!demo) throw new Error('The simulator has no deployment.');
  const sisense = new Sisense({ origin: demo.origin, token: demo.token });
  const { id: userId, email: userName } = demo.users.admin;
  const identity = { side: 'only' as const, deployment: demo.origin, fingerprint: 'f'.repeat(64), userId, userName };
  const caller: Caller = { principal: 'ann', connections: [{ identity, sisense }] };
  const operations = await openItems(undefined, { catalog, onSecret: () => {} });
  onTestFinished(async () => {
    await operations.close();
    await sisense.close();
    await simulator.close();
  });

  const approve = async ({ id, digest, principal }: Operation, secrets: Record<string, string> = {}) => {
    await operations.approve({ id, digest, caller, secrets });
    return rested(operations, { id, principal });
  };
  return {
    demo,
    sisense,
    approve,
    propose: async (tool: ChangeTool, input: Record<string, unknown>) =>
      (await proposal(operations, { tool, input, caller })).operation,
    takeBack: async ({ id }: Operation) => {
      const { operation } = await operations.undo({ id, caller, signal: new AbortController().signal });
      return approve(operation);
    },
  };
}

export type Demo = Awaited<ReturnType<typeof openDemo>>['demo'];
