import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '@fes-assistant/runtime';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildWeb, startWeb } from '../src/index.ts';
import { startFakeBackend } from './fake-backend/fake-backend.ts';

const quiet = { info: () => undefined, warn: () => undefined };

/** The built page in a browser, before a fake backend; `problems` holds whatever the browser complained about. */
export async function openPage({ dark = false, width = 1280, height = 840, path = '/' } = {}) {
  await buildWeb();
  const backend = await startFakeBackend();
  const settings = loadSettings({ FES_BACKEND_URL: backend.listening.url }, { service: 'ui' });
  const web = await startWeb({ settings: { ...settings, network: { ...settings.network, uiPort: 0 } }, logger: quiet });
  const profile = mkdtempSync(join(tmpdir(), 'fes-page-'));
  const context = await launch(profile, { dark, width, height });
  const page = context.pages()[0] ?? (await context.newPage());
  const problems = watch(page, web.url);
  await page.goto(web.url + path);
  return {
    page,
    backend,
    url: web.url,
    problems,
    async close() {
      await context.close();
      for (const stream of backend.streams) stream.abort();
      await Promise.all([web.close(), backend.listening.close({ graceMs: 100 })]);
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

function launch(
  profile: string,
  { dark, width, height }: { dark: boolean; width: number; height: number },
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...browser(),
    headless: true,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
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

/** Debian's Chromium where it is, otherwise the person's Chrome. */
function browser() {
  return existsSync('/usr/bin/chromium') ? { executablePath: '/usr/bin/chromium' } : { channel: 'chrome' as const };
}

/** Console errors, uncaught errors, policy violations, and requests to anywhere but the page's own server. */
function watch(page: Page, own: string): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && !request.url().startsWith('blob:'))
      problems.push(`foreign request: ${request.url()}`);
  });
  return problems;
}
