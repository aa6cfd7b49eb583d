import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimulatedDeployment, startSimulator } from '@fes-assistant/simulator';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';
import { startProduct } from './product.ts';

const grace = 'grace.mbeki@meridian-outdoor.example';

describe('the product is killed between the intent and the outcome of a change', () => {
  it.each([
    {
      when: 'after Sisense deleted the user',
      fault: { kind: 'half-open', afterEffect: true } as const,
      sent: 1,
    },
    { when: 'before Sisense deleted the user', fault: { kind: 'half-open' } as const, sent: 2 },
  ])('$when, and after the restart the change is made exactly once, in sight of a person', async ({ fault, sent }) => {
    const simulator = await startSimulator({ world: 'demo' });
    const dataDir = await mkdtemp(join(tmpdir(), 'fes-power-cut-'));
    const deployment = simulator.deployments[0] as SimulatedDeployment;
    const start = () => startProduct({ demo: false, dataDir, env: { FES_SISENSE_HOSTS: deployment.origin } });
    const deletions = () => deployment.requests.entries.filter(({ method }) => method === 'DELETE').length;
    const connection = { domain: deployment.origin, token: deployment.token };
    let product = await start();
    const someone = await person(product.page);
    try {
      await someone.connectAndWait(connection);
      const turn = await someone.ask(`Delete user ${grace}`);
      deployment.faults.add({ ...fault, endpoint: 'users.delete', times: 1 });
      await turn.getByRole('button', { name: 'Approve' }).click();
      await until(() => deletions() === 1);
      await product.kill();
      deployment.faults.clear();

      product = await start();
      await someone.page.goto(product.page);
      await someone.page.getByText('Interrupted', { exact: true }).waitFor();
      await someone.page.getByRole('button', { name: 'Connections' }).click();
      await someone.connect(connection);
      await someone.page.getByText(/Connected as/).waitFor();
      await someone.page.keyboard.press('Escape');
      await someone.page.getByRole('button', { name: 'Resume' }).click();
      await someone.page.getByText('Done', { exact: true }).first().waitFor();
      expect(await isThere(deployment)).toBe(false);
      expect(deletions()).toBe(sent);
      expect(await product.findSecrets([deployment.token])).toEqual([]);
    } finally {
      await someone.leave();
      await product.stop();
      await simulator.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

async function isThere({ origin, token }: SimulatedDeployment): Promise<boolean> {
  const answer = await fetch(`${origin}/api/v1/users?email=${grace}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as unknown[]).length > 0;
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not become true within 30 seconds.');
}
