import { describe, expect, it } from 'vitest';
import { axe, openingPages, type PageOptions } from './page.ts';

const open = openingPages();

const views: [string, PageOptions][] = [
  ['light', {}],
  ['dark', { dark: true }],
  ['narrow', { width: 390, height: 844 }],
];

describe.each(views)('the page, %s', { timeout: 90_000 }, (_name, options) => {
  it('has nothing to fault: connecting, an answer, an approval, a running change, a sheet', async () => {
    const { page, ask, backend } = await open({ ...options, refusals: [422] });
    await page.getByLabel('Sisense domain').fill('acme.sisense.com');
    await page.getByLabel('API token').fill('wrong');
    await page.getByLabel('Verify SSL').click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('The deployment does not accept this token.').waitFor();
    expect(await axe(page)).toEqual([]);
    await ask('Show me all users');
    await page.getByRole('button', { name: /List users done/ }).click();
    await ask('forbidden');
    await page.locator('blockquote').waitFor();
    await ask('Delete the users who never logged in');
    await page.getByLabel('Type delete 12 to confirm').fill('delete 12');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('0 of 12 steps').waitFor();
    backend.connect('only');
    await page.reload();
    await page.getByRole('button', { name: 'Connections' }).click();
    await page.getByRole('dialog', { name: 'Connections' }).getByText('Connected as Ada Byron').waitFor();
    expect(await axe(page)).toEqual([]);
  });
});

describe('the keyboard', { timeout: 60_000 }, () => {
  it('reaches approval and decline, and never lands on approval by itself', async () => {
    const { page, ask } = await open();
    await ask('Delete user jane.doe@acme.example');
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Approve' }).focus();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Decline' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('You declined it. Nothing was changed.').waitFor();
  });

  it('closes a sheet with Escape and returns to where it was', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Connections' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
