import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadSettings } from '@fes-assistant/runtime';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { buildWeb, startWeb } from '../src/index.ts';
import { startFakeBackend } from './fake-backend/fake-backend.ts';

const quiet = { info: () => undefined, warn: () => undefined };

/** The browser that the test command found, else Debian's Chromium. */
async function launchBrowser(): Promise<Browser> {
  await buildWeb();
  return chromium.launch({
    executablePath: process.env['FES_BROWSER'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface PageOptions {
  dark?: boolean;
  width?: number;
  height?: number;
  path?: string;
  /** Statuses of `/api` that this test provokes; any other failed request is a problem. */
  refusals?: number[];
}

export type OpenedPage = Awaited<ReturnType<typeof openPage>>;

/** The built page before a fake backend; `problems` holds whatever the browser complained about. */
async function openPage(browser: Browser, options: PageOptions = {}) {
  const { dark = false, width = 1280, height = 840, path = '/', refusals = [] } = options;
  const backend = await startFakeBackend();
  const settings = loadSettings({ FES_BACKEND_URL: backend.listening.url }, { service: 'ui' });
  const web = await startWeb({ settings: { ...settings, network: { ...settings.network, uiPort: 0 } }, logger: quiet });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems = watch(page, { own: web.url, refusals });
  await page.goto(web.url + path);
  return {
    page,
    backend,
    url: web.url,
    problems,
    ask: async (text: string) => {
      await page.getByRole('textbox', { name: 'Message' }).fill(text);
      await page.keyboard.press('Enter');
    },
    async close() {
      await context.close();
      for (const stream of backend.streams) stream.abort();
      await Promise.all([web.close(), backend.listening.close({ graceMs: 100 })]);
    },
  };
}

/** One browser for the tests of a file, and how each opens the page. A test of which the browser complains fails. */
export function openingPages() {
  let browser: Browser | undefined;
  let opened: OpenedPage | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(() => browser?.close());
  afterEach(async () => {
    const problems = opened?.problems;
    await opened?.close();
    opened = undefined;
    expect(problems ?? []).toEqual([]);
  });
  return async (options?: PageOptions): Promise<OpenedPage> => {
    if (!browser) throw new Error('The browser has not been started.');
    opened = await openPage(browser, options);
    return opened;
  };
}

/** Console errors, uncaught errors, policy violations, and requests to anywhere but the page's own server. */
function watch(page: Page, { own, refusals }: { own: string; refusals: number[] }): string[] {
  const problems: string[] = [];
  const expected = refusals.map((status) => `the server responded with a status of ${status}`);
  page.on('console', (message) => {
    if (!['error', 'warning', 'info'].includes(message.type())) return;
    if (!expected.some((words) => message.text().includes(words)))
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && !request.url().startsWith('blob:')) {
      problems.push(`foreign request: ${request.url()}`);
    }
  });
  return problems;
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe finds on the page as it is now, one line each. */
export async function axe(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(source);
  const result = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResult;
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}
