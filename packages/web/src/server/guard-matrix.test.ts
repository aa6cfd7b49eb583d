import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guardFromSettings, loadSettings } from '@fes-assistant/runtime';
import { deliver, faultOfGuard, guardCells, routesOf } from '@fes-assistant/testing';
import { expect, onTestFinished, test } from 'vitest';
import { webApp } from './web-app.ts';

/** The page's server in front of a backend that counts what reaches it. */
async function openApp() {
  let heard = 0;
  const backend = createServer((request, response) => {
    heard += 1;
    request.resume().on('end', () => response.end('{}'));
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  onTestFinished(() => {
    backend.closeAllConnections();
    backend.close();
  });
  const { port } = backend.address() as AddressInfo;
  const guard = guardFromSettings(loadSettings({}, { service: 'ui' }));
  const app = webApp({ files: new Map(), backend: new URL(`http://127.0.0.1:${port}`), guard });
  return { app, heard: () => heard };
}

test('whatever comes from elsewhere is turned away on every route, before the backend hears of it', async () => {
  const { app, heard } = await openApp();
  const routes = routesOf(app, { wildcard: 'x' });
  expect(routes.length).toBeGreaterThan(4);
  const pages = ['/', '/c/0123abcd', '/assets/a-1.js'].map((path) => ({ method: 'GET', path }));
  const page = 'http://localhost:8501';
  const headers = { cookie: `fes=${'0'.repeat(32)}` };
  for (const route of [...routes, ...pages]) {
    for (const cell of guardCells(route, { host: 'localhost:8501', page, headers })) {
      const before = heard();
      expect(await faultOfGuard(cell, await deliver(app, cell.request))).toBeUndefined();
      if (cell.refused) expect(heard()).toBe(before);
    }
  }
  expect(heard()).toBeGreaterThan(20);
});
