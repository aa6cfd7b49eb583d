import { startSimulator } from '@fes-assistant/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, person } from './person.ts';
import { type Product, startProduct } from './product.ts';

const grace = 'grace.mbeki@meridian-outdoor.example';
const sofia = 'sofia.rossi@meridian-outdoor.example';

let product: Product;
let someone: Person;

beforeAll(async () => {
  product = await startProduct();
  someone = await person(product.page);
  await someone.page
    .getByRole('button', { name: /connect to demo/i })
    .first()
    .click();
  await someone.page.getByRole('heading', { name: /^What about/ }).waitFor();
});

afterAll(async () => {
  await someone?.leave();
  await product?.stop();
});

describe('a newcomer with the demo', () => {
  it('asks for all users and sees them in a table', async () => {
    const turn = await someone.ask('Show me all users');
    await turn.getByRole('table').waitFor();
    expect(await turn.innerText()).toContain('41 users.');
    expect(await turn.getByRole('cell', { name: grace }).count()).toBe(1);
  });

  it('is offered only examples that work', async () => {
    const examples = someone.page.getByRole('region', { name: 'Examples' }).getByRole('button');
    const asks = await examples.allInnerTexts();
    expect(asks.length).toBeGreaterThanOrEqual(4);
    for (const ask of asks.filter((text) => !text.startsWith('Show all '))) {
      const turn = await someone.ask(ask);
      expect.soft(await turn.getByRole('alert').count(), `${ask}\n${await turn.innerText()}`).toBe(0);
    }
  });

  it('declines a change, and nothing has changed', async () => {
    const turn = await someone.ask(`Delete user ${sofia}`);
    await turn.getByText('Waits for your approval').waitFor();
    await turn.getByRole('button', { name: 'Decline' }).click();
    await turn
      .getByText(/declined/i)
      .first()
      .waitFor();
    const after = await someone.ask(`Show user ${sofia}`);
    expect(await after.innerText()).toContain(sofia);
  });

  it('approves the deletion of a user, sees it done, and takes it back', async () => {
    const turn = await someone.ask(`Delete user ${grace}`);
    const card = await turn.innerText();
    expect(card).toContain('which Sisense deletes with the user: "Voucher Search"');
    expect(card).toContain('Can be undone');
    await turn.getByRole('button', { name: 'Approve' }).click();
    await turn.getByText('Done', { exact: true }).waitFor();
    expect(await (await someone.ask('Show me all users')).innerText()).toContain('40 users.');

    await turn.getByRole('button', { name: 'Undo' }).click();
    const undo = someone.page.getByRole('article', { name: /Take back: Delete user/ });
    await undo.getByRole('button', { name: 'Approve' }).click();
    await undo.getByText('Done', { exact: true }).waitFor();
    const users = await someone.ask('Show me all users');
    expect(await users.innerText()).toContain('41 users.');
  });

  it('sees no error and no warning in the browser meanwhile', () => {
    expect(someone.complaints).toEqual([]);
  });
});

describe('connecting', () => {
  it('says in a sentence that a token is wrong', async () => {
    const visitor = await person(product.page);
    try {
      await visitor.page.getByLabel('Sisense domain').waitFor();
      await visitor.connect({ domain: product.simulator, token: 'not-a-token-of-this-deployment' });
      const alert = visitor.page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.innerText()).toMatch(/token/i);
      expect(await alert.innerText()).not.toContain('not-a-token-of-this-deployment');
      expect(await visitor.page.content()).not.toContain('not-a-token-of-this-deployment');
    } finally {
      await visitor.leave();
    }
  });
});

describe('two people with two deployments', () => {
  it('never see rows of each other', async () => {
    const simulator = await startSimulator({ world: 'source-and-target' });
    const [source, target] = simulator.deployments;
    if (!source || !target) throw new Error('The simulator started without its two deployments.');
    const shared = await startProduct({
      demo: false,
      env: { FES_SISENSE_HOSTS: `${source.origin},${target.origin}` },
    });
    const people = await Promise.all([person(shared.page), person(shared.page)]);
    try {
      const [ada, ben] = people as [Person, Person];
      await Promise.all([
        ada.connectAndWait({ domain: source.origin, token: source.token }),
        ben.connectAndWait({ domain: target.origin, token: target.token }),
      ]);
      const known = { source: await emailsOf(source), target: await emailsOf(target) };
      const onlySource = known.source.filter((email) => !known.target.includes(email));
      const onlyTarget = known.target.filter((email) => !known.source.includes(email));
      expect(onlySource.length).toBeGreaterThan(0);
      for (let round = 0; round < 3; round += 1) {
        const [adas, bens] = await Promise.all([ada.ask('Show me all users'), ben.ask('Show me all users')]);
        expect(await adas.innerText()).toContain(`${known.source.length} users.`);
        expect(await bens.innerText()).toContain(`${known.target.length} users.`);
      }
      const [adasPage, bensPage] = [await ada.page.content(), await ben.page.content()];
      for (const email of onlyTarget) expect(adasPage).not.toContain(email);
      for (const email of onlySource) expect(bensPage).not.toContain(email);
      for (const token of [source.token, target.token]) {
        expect(adasPage).not.toContain(token);
        expect(bensPage).not.toContain(token);
      }
      expect(await shared.findSecrets([source.token, target.token])).toEqual([]);
    } finally {
      await Promise.all(people.map((one) => one.leave()));
      await shared.stop();
      await simulator.close();
    }
  });
});

async function emailsOf({ origin, token }: { origin: string; token: string }): Promise<string[]> {
  const answer = await fetch(`${origin}/api/v1/users`, { headers: { authorization: `Bearer ${token}` } });
  const users = (await answer.json()) as { email: string }[];
  return users.map(({ email }) => email);
}
