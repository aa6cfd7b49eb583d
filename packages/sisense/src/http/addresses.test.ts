import { afterEach, beforeEach, expect, it } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { json, startTestServer, type TestServer } from '../../test/server.ts';
import { endpoints } from '../endpoints.ts';
import type { CallsOptions } from './call-options.ts';
import { Calls } from './calls.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer(json([]));
});
afterEach(() => server.close());

async function ask(options: Partial<CallsOptions>): Promise<unknown> {
  const calls = new Calls({ origin: server.origin, token: 'token', clock: fastClock(), ...options });
  try {
    return await calls.call(endpoints['roles.list'], {});
  } finally {
    await calls.close();
  }
}

const port = () => new URL(server.origin).port;
const resolvingTo =
  (...addresses: string[]): NonNullable<CallsOptions['lookup']> =>
  (_host, options, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };

it('connects to an address that is allowed', async () => {
  const lookup = resolvingTo('127.0.0.1');
  const origin = `http://sisense.example:${port()}`;
  expect(await ask({ origin, lookup, allowAddress: (address) => address === '127.0.0.1' })).toEqual([]);
});

it('sends nothing where one of several addresses is not allowed', async () => {
  const lookup = resolvingTo('93.184.216.34', '127.0.0.1');
  const asked = ask({ origin: `http://sisense.example:${port()}`, lookup, allowAddress: (one) => one !== '127.0.0.1' });
  await expect(asked).rejects.toMatchObject({ code: 'unreachable', message: expect.stringMatching(/may not connect/) });
  expect(server.asked).toHaveLength(0);
});

it('sends nothing to an address that is written as such and not allowed', async () => {
  await expect(ask({ allowAddress: () => false })).rejects.toMatchObject({ code: 'unreachable' });
  expect(server.asked).toHaveLength(0);
});

it('connects to what was checked, not to what a second look would give', async () => {
  let looks = 0;
  const lookup: NonNullable<CallsOptions['lookup']> = (host, options, callback) => {
    looks += 1;
    resolvingTo(looks === 1 ? '127.0.0.1' : '10.0.0.1')(host, options, callback);
  };
  const checked: string[] = [];
  const allowAddress = (address: string) => checked.push(address) > 0 && address === '127.0.0.1';
  expect(await ask({ origin: `http://sisense.example:${port()}`, lookup, allowAddress })).toEqual([]);
  expect(looks).toBe(1);
  expect(new Set(checked)).toEqual(new Set(['127.0.0.1']));
});
