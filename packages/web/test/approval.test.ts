import type { OperationEvent } from '@fes-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { type OpenedPage, openingPages } from './page.ts';

const open = openingPages();

/** What happens to the newest operation of the open conversation. */
function advance({ backend }: OpenedPage, events: OperationEvent[]): void {
  const conversation = backend.conversations.find(({ operations }) => operations.size > 0);
  const id = [...(conversation?.operations.keys() ?? [])].at(-1);
  if (!conversation || !id) throw new Error('Nothing has been proposed.');
  conversation.advance(id, events);
}

const done: OperationEvent[] = [
  { type: 'step-intended', step: 's1', attempt: 1, intent: {} },
  { type: 'step-ended', step: 's1', outcome: { state: 'done' } },
  { type: 'ended', state: 'done', undoable: true },
];

describe('a change', { timeout: 60_000 }, () => {
  it('is shown in full, approved by its digest, carried out, and can be undone', async () => {
    const shown = await open();
    const { page, ask, backend } = shown;
    await ask('Delete user jane.doe@acme.example');
    const card = page.getByRole('region', { name: 'Change: Delete user jane.doe@acme.example' });
    await card.getByText('Sisense deletes the 12 dashboards this user owns.').waitFor();
    await card.getByText('Can be undone in part').waitFor();
    await card.getByText('Everyone, Finance').waitFor();
    await card.getByText(/Expires in/).waitFor();
    await card.getByRole('button', { name: 'Approve' }).click();
    await card.getByText('0 of 1 step').waitFor();
    expect(backend.posted.at(-1)).toEqual({
      path: '/api/operations/op-t1/approve',
      body: { digest: 'd'.repeat(64), secrets: {} },
    });
    advance(shown, done);
    await card.getByText('The change was made and checked.').waitFor();
    await card.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => backend.posted.at(-1)?.path).toBe('/api/operations/op-t1/undo');
  });

  it('that is declined changes nothing, and says so', async () => {
    const { page, ask } = await open();
    await ask('Delete user jane.doe@acme.example');
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('You declined it. Nothing was changed.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('takes its secrets at approval only, and forgets them', async () => {
    const { page, ask, backend } = await open();
    await ask('Create user liu');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Type the password.').waitFor();
    await page.getByLabel('Password').fill('s3cret-of-liu');
    expect(await page.getByLabel('Password').getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('0 of 1 step').waitFor();
    expect(backend.posted.at(-1)?.body).toEqual({ digest: 'd'.repeat(64), secrets: { password: 's3cret-of-liu' } });
    expect(await page.content()).not.toContain('s3cret-of-liu');
  });

  it('that deletes many asks for a typed confirmation', async () => {
    const { page, ask } = await open();
    await ask('Delete the users who never logged in');
    const approve = page.getByRole('button', { name: 'Approve' });
    await approve.waitFor();
    expect(await approve.isDisabled()).toBe(true);
    await page.getByLabel('Type delete 12 to confirm').fill('delete 12');
    expect(await approve.isDisabled()).toBe(false);
  });

  it('shows every field before and after, long ones too', async () => {
    const { page, ask } = await open();
    await ask('Change the role of amir');
    const card = page.getByRole('region', { name: /Change: Change user/ });
    await card.getByText('Viewer').waitFor();
    await card.getByText('Data Designer').waitFor();
    await card.getByRole('button', { name: 'Show 360 more characters' }).click();
    await card.getByText('x'.repeat(600)).waitFor();
  });
});

describe('a long operation', { timeout: 60_000 }, () => {
  async function migrate() {
    const shown = await open();
    const { page, ask, backend } = shown;
    backend.connect('source');
    backend.connect('target');
    await page.getByRole('radio', { name: 'Migrate between deployments' }).click();
    await page.getByRole('heading', { name: 'What should be migrated?' }).waitFor();
    await ask('Migrate everything to the target');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('0 of 1,200 steps').waitFor();
    return shown;
  }

  it('shows how far it is, what failed, and stops when asked', async () => {
    const shown = await migrate();
    const { page, backend } = shown;
    const failure = {
      code: 'conflict' as const,
      message: 'A group with this name exists already.',
      fixableBy: 'asker' as const,
    };
    advance(shown, [
      { type: 'step-intended', step: 's1', attempt: 1, intent: {} },
      { type: 'step-ended', step: 's1', outcome: { state: 'done' } },
      { type: 'step-intended', step: 's2', attempt: 1, intent: {} },
      { type: 'step-ended', step: 's2', outcome: { state: 'failed', failure } },
    ]);
    await page.getByText('2 of 1,200 steps').waitFor();
    await page.getByRole('button', { name: 'Failed 1' }).click();
    await page.getByRole('button', { name: /Create group Asset 2 Failed/ }).click();
    await page.getByText('A group with this name exists already.').waitFor();
    expect(await page.getByRole('listitem').count()).toBeLessThan(80);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('stopping after the step under way').waitFor();
    expect(backend.posted.at(-1)?.path).toMatch(/cancel$/);
    advance(shown, [{ type: 'ended', state: 'cancelled', undoable: true }]);
    await page.getByText('It was cancelled: 1 done, 1 failed, 1,198 not done.').waitFor();
  });

  it('is resumed after an interruption', async () => {
    const shown = await migrate();
    advance(shown, [{ type: 'interrupted', reason: 'The tool server was restarted.' }]);
    await shown.page.getByText('The tool server was restarted.').waitFor();
    await shown.page.getByRole('button', { name: 'Resume' }).click();
    await shown.page.getByText('0 of 1,200 steps').waitFor();
  });

  it('asks a person what happened when nobody else can know', async () => {
    const shown = await migrate();
    const { page, backend } = shown;
    advance(shown, [
      { type: 'step-intended', step: 's1', attempt: 1, intent: {} },
      { type: 'decision-needed', step: 's1', question: 'Was the group "Asset 1" made?', candidates: ['Asset 1'] },
    ]);
    await page.getByText('Was the group "Asset 1" made?').waitFor();
    await page.getByRole('button', { name: 'It is Asset 1' }).click();
    await expect
      .poll(() => backend.posted.at(-1)?.body)
      .toEqual({ step: 's1', decision: 'applied', candidate: 'Asset 1', secrets: {} });
  });
});
