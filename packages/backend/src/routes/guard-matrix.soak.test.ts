import { amount, deliver, faultOfGuard, guardCells, reached, routesOf } from '@fes-assistant/testing';
import { expect, test } from 'vitest';
import { openApp } from '../../test/app.ts';

/** Seven has no divisor in common with the lengths of the lists, so a share has each of their entries on every route. */
const everyNth = amount({ share: 7, all: 1 });

test('whatever comes from elsewhere is turned away on every route, though it brings the cookie', async () => {
  const { app, newCookie } = await openApp();
  const headers = { cookie: await newCookie() };
  const routes = routesOf(app);
  expect(routes.length).toBeGreaterThan(50);
  const cells = routes
    .flatMap((route) => guardCells(route, { host: 'localhost:8001', page: 'http://localhost:8501', headers }))
    .filter((_, index) => index % everyNth === 0);
  const wrong: string[] = [];
  for (const cell of cells) {
    const fault = await faultOfGuard(cell, await deliver(app, cell.request));
    if (fault) wrong.push(fault);
  }
  const got = `${cells.length.toLocaleString('en')} cells on ${routes.length} routes, ${wrong.length} wrong`;
  reached({ target: 'T-30', what: 'the same, of the backend', wanted: '0 wrong', got, ok: wrong.length === 0 });
  expect(wrong.slice(0, 5)).toEqual([]);
});
