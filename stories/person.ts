import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Someone in front of a browser of their own: another person has another profile, so other cookies. */
export interface Person {
  page: Page;
  /** Whatever the browser complained about: errors on the console, failed scripts, blocked requests. */
  complaints: string[];
  ask: (text: string) => Promise<Locator>;
  /** Fills in the form and sends it; what comes of it is for the story to see. */
  connect: (connection: { domain: string; token: string }) => Promise<void>;
  /** The same, until it is connected and can be asked. */
  connectAndWait: (connection: { domain: string; token: string }) => Promise<void>;
  leave: () => Promise<void>;
}

/** Opens the page in a real browser. */
export async function person(url: string): Promise<Person> {
  const profile = await mkdtemp(join(tmpdir(), 'fes-person-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['FES_BROWSER'] ?? '/usr/bin/chromium',
    headless: true,
    args: flags,
    viewport: { width: 1360, height: 900 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return {
    page,
    complaints,
    ask: (text) => ask(page, text),
    connect: (connection) => connect(page, connection),
    connectAndWait: async (connection) => {
      await connect(page, connection);
      await page.getByRole('heading', { name: /^What about/ }).waitFor();
    },
    leave: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Types a question, sends it, and waits until its turn has ended. */
async function ask(page: Page, text: string): Promise<Locator> {
  const turns = page.getByRole('article', { name: `You asked: ${text}`, exact: true });
  const before = await turns.count();
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  const turn = turns.nth(before);
  await turn.waitFor();
  await page.getByRole('button', { name: 'Send' }).waitFor();
  return turn;
}

async function connect(page: Page, { domain, token }: { domain: string; token: string }): Promise<void> {
  await page.getByLabel('Sisense domain').fill(domain);
  await page.getByLabel('API token').first().fill(token);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}
