import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hostileTexts } from './fake-backend/hostile-texts.ts';
import { openingPages } from './page.ts';

const open = openingPages();

describe('connecting', { timeout: 60_000 }, () => {
  it('takes one click for the demo, and says who one is', async () => {
    const { page, backend } = await open();
    await page.getByRole('button', { name: /Connect to the demo/ }).click();
    await page.getByRole('heading', { name: 'What about acme.sisense.example?' }).waitFor();
    await page.getByRole('button', { name: /acme\.sisense\.example Ada Byron, SSL verified/ }).click();
    await page.getByText('Connected as Ada Byron (ada@acme.example), Sys. Admin').waitFor();
    expect(backend.posted.at(-1)).toEqual({
      path: '/api/connections',
      body: { side: 'only', connection: { named: 'demo' } },
    });
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByLabel('Sisense domain').waitFor();
  });

  it('says in a clear sentence that a token is wrong, and forgets the token', async () => {
    const { page, backend } = await open({ refusals: [422] });
    await page.getByLabel('Sisense domain').fill('acme.sisense.com');
    await page.getByLabel('API token').fill('wrong');
    await page.getByRole('button', { name: 'Show token' }).click();
    expect(await page.getByLabel('API token').getAttribute('type')).toBe('text');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('The deployment does not accept this token.').waitFor();
    expect(await page.getByLabel('API token').inputValue()).toBe('');
    expect(backend.posted.at(-1)?.body).toEqual({
      side: 'only',
      connection: { origin: 'https://acme.sisense.com', token: 'wrong', verifyTls: true },
    });
    const kept = await page.evaluate<string>(
      'JSON.stringify({ ...localStorage, ...sessionStorage }) + document.documentElement.outerHTML',
    );
    expect(kept).not.toContain('value="wrong"');
  });

  it('asks for what is missing before anything is sent', async () => {
    const { page, backend } = await open();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('Type the address of your Sisense deployment.').waitFor();
    await page.getByText('Paste an API token.').waitFor();
    expect(backend.posted).toEqual([]);
  });

  it('has a source and a target side by side for a migration, and one click for both', async () => {
    const { page, backend } = await open();
    await page.getByRole('radio', { name: 'Migrate between deployments' }).click();
    await page.getByRole('region', { name: 'Source', exact: true }).waitFor();
    await page.getByRole('region', { name: 'Target', exact: true }).waitFor();
    await page.getByRole('button', { name: /Connect the demo and the demo target/ }).click();
    await page.getByRole('heading', { name: 'What should be migrated?' }).waitFor();
    expect(backend.connections.map(({ side }) => side)).toEqual(['source', 'target']);
    await page.getByText('31 tools in this mode').waitFor();
  });
});

describe('a conversation', { timeout: 60_000 }, () => {
  it('shows the rows of an answer: sorted, filtered, opened and taken away', async () => {
    const { page, ask } = await open();
    await ask('Show me all users');
    const table = page.getByRole('table');
    await table.waitFor();
    await page.getByRole('button', { name: 'Dashboards', exact: true }).click();
    await page.getByRole('button', { name: 'Dashboards', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Dashboards' }).and(page.locator('[aria-sort=descending]')).waitFor();
    expect(await table.getByRole('row').nth(1).getByRole('cell').nth(6).textContent()).toBe('60');
    await page.getByRole('searchbox', { name: 'Filter List users' }).fill('board kenji');
    await page.getByText(/^\d of 42 rows$/).waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Copy the rows' }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.split(/\r?\n/)).toHaveLength(43);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('list-users.csv');
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^\uFEFFE-mail,Name,Role,Groups/);
    await page.getByRole('button', { name: 'Open row 1', exact: true }).click();
    await page.getByRole('dialog', { name: 'List users' }).waitFor();
  });

  it('shows the call behind an answer', async () => {
    const { page, ask } = await open();
    await ask('Show me all users');
    await page.getByRole('button', { name: /List users done 42 rows · 0\.8 s/ }).click();
    await page.getByText('access.get_users_all').waitFor();
    await page.getByText('limit:').waitFor();
  });

  it('keeps 10,000 rows light and says how many there are in all', async () => {
    const { page, ask } = await open();
    await ask('Show 10,000');
    await page.getByText('first 10,000 of 12,031 rows').waitFor();
    const frame = page.getByRole('region', { name: 'List users, table' });
    await frame.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await page.getByRole('button', { name: 'Open row 10000' }).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
  });

  it('is echoed at once, runs visibly, and stops', async () => {
    const { page, ask } = await open();
    await ask('Please wait for the build');
    await page.getByText('Table 3 of 8 built').waitFor();
    await page.getByRole('textbox', { name: 'Message' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('progressbar', { name: 'Progress' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. Nothing further was done').waitFor();
    await page.getByRole('button', { name: /Run log/ }).click();
    await page.getByRole('region', { name: 'Run log' }).getByText('Table 1 of 8 built').waitFor();
  });

  it('edits the last message with ↑ and begins a new line with Shift+Enter', async () => {
    const { page, ask } = await open();
    await ask('hello');
    await page.getByText('You said: hello').first().waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('again');
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('hello\nagain');
  });

  it('answers a question with a click', async () => {
    const { page, ask, backend } = await open();
    await ask('Which sales dashboard?');
    await page.getByRole('button', { name: 'Sales (EMEA)' }).click();
    await page.getByText('You said: Sales (EMEA)').first().waitFor();
    expect(backend.posted.at(-1)?.body).toEqual({ text: 'Sales (EMEA)' });
  });

  it('quotes the deployment’s reason and says what to do', async () => {
    const { page, ask } = await open();
    await ask('forbidden');
    await page.getByText('Connect with an administrator’s token.').first().waitFor();
    expect(await page.locator('blockquote').textContent()).toContain('<b>delete everything</b>');
  });

  it('keeps a message that could not be sent, with the reason, and sends it again', async () => {
    const { page, ask } = await open({ refusals: [409] });
    await ask('refuse this');
    await page.getByText('This message was not sent. A turn is running already.').waitFor();
    await page.getByRole('button', { name: 'Send again' }).waitFor();
  });

  it('runs nothing and loads nothing from 500 hostile texts, wherever they stand', async () => {
    const { page, backend } = await open();
    const conversation = backend.find('c0');
    const failure = { code: 'invalid' as const, message: 'It was refused.', fixableBy: 'asker' as const };
    const rows = hostileTexts.map((name, index) => (index < 20 ? { [name]: name, name } : { name }));
    expect(rows.length).toBeGreaterThan(500);
    conversation.push({ type: 'turn-started', turn: 't1', text: hostileTexts[0] ?? '', by: 'person' });
    for (const text of hostileTexts) conversation.push({ type: 'text', turn: 't1', text, writtenBy: 'model' });
    for (const [index, text] of hostileTexts.slice(0, 40).entries()) {
      const call = `c${index}`;
      conversation.push({
        type: 'tool-called',
        turn: 't1',
        call,
        tool: text,
        title: text,
        arguments: { [text]: text },
      });
      conversation.push({
        type: 'tool-failed',
        turn: 't1',
        call,
        tool: text,
        failure: { ...failure, serverReason: text },
      });
    }
    conversation.push({ type: 'tool-called', turn: 't1', call: 'rows', tool: 'x', title: 'Rows', arguments: {} });
    const result = { rows, columns: [], total: rows.length, notes: [...new Set(hostileTexts)] };
    conversation.push({ type: 'tool-result', turn: 't1', call: 'rows', tool: 'x', result, seconds: 1 });
    conversation.push({ type: 'question', turn: 't1', text: hostileTexts[1] ?? '', choices: hostileTexts.slice(0, 9) });
    conversation.push({ type: 'turn-ended', turn: 't1', cancelled: false });
    await page.getByText(`${rows.length} rows`, { exact: true }).waitFor({ timeout: 45_000 });
    expect(await page.title()).toBe('FES Assistant');
    const foreign = 'img, script, iframe, object, embed, style, link, base, meta, video, audio, math, template';
    expect(await page.locator('article').locator(foreign).count()).toBe(0);
    const links = await page
      .locator('article a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.filter((href) => !/^https:\/\/|^mailto:/.test(href))).toEqual([]);
  });

  it('goes on after the line was cut, without a gap or a repetition', async () => {
    const { page, ask, backend } = await open();
    await ask('hello');
    await page.getByText('You said: hello').first().waitFor();
    for (const stream of backend.streams) stream.abort();
    await ask('hello again');
    await page.getByText('You said: hello again').first().waitFor();
    expect(await page.getByRole('article').count()).toBe(2);
  });

  it('has its own address, and leads back to it', async () => {
    const { page, ask } = await open();
    await ask('first thing');
    await page.getByText('You said: first thing').first().waitFor();
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.waitForURL(/\/c\/c2$/);
    await page.getByRole('button', { name: 'first thing' }).click();
    await page.getByText('You said: first thing').first().waitFor();
    await page.goBack();
    await page.waitForURL(/\/c\/c2$/);
  });
});

describe('without a backend', { timeout: 60_000 }, () => {
  it('says so, and comes back by itself', async () => {
    const { page, backend } = await open({ refusals: [502] });
    await page.getByRole('button', { name: /Connect to the demo/ }).waitFor();
    for (const stream of backend.streams) stream.abort();
    await backend.listening.close({ graceMs: 50 });
    await page.reload();
    await page.getByText(/The backend at .* does not answer\./).waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });
});

describe('privacy', { timeout: 60_000 }, () => {
  it('is one checkbox, with what it means', async () => {
    const { page, backend } = await open();
    await page.getByText('There is no language model here').waitFor();
    backend.model = { provider: 'azure', name: 'gpt-4.1' };
    await page.reload();
    await page.getByText('gpt-4.1').waitFor();
    await page.getByLabel('Allow summarization').click();
    await page.getByText('No Sisense data is sent to the language model.').waitFor();
    expect(backend.allow).toBe(false);
  });
});
