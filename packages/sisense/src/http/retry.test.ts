import { describe, expect, it } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { SisenseError, type SisenseErrorDetails } from '../errors.ts';
import { Breaker } from './breaker.ts';
import { mayRecover, pauseBefore, RetryBudget, retryAfterSeconds } from './retry.ts';

function error(details: Partial<SisenseErrorDetails>): SisenseError {
  const request = { method: 'GET', path: '/x', endpoint: 'x' };
  return new SisenseError('x', { code: 'unavailable', status: 503, request, mayHaveHappened: false, ...details });
}

describe('the pause before another try', () => {
  const seconds = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 600, 1800, 3600];
  const now = Date.parse('2026-01-01T00:00:00Z');
  const headers = seconds.flatMap((second) => [
    { second, header: String(second) },
    { second, header: new Date(now + second * 1000).toUTCString() },
  ]);

  it.each(headers)('is what the server asked for, to the second: $header', ({ second, header }) => {
    for (const random of [0, 0.999]) {
      const asked = error({ retryAfter: retryAfterSeconds(header, now) ?? -1 });
      const pause = pauseBefore(2, { error: asked, clock: fastClock({ random }), longestMs: 500 });
      expect(pause / 1000).toBeGreaterThanOrEqual(second);
      expect(pause / 1000).toBeLessThanOrEqual(second + 1);
    }
  });

  it('grows without one, and is anywhere below its ceiling', () => {
    const ceilings = [2, 3, 4, 9].map((next) =>
      pauseBefore(next, { error: error({}), clock: fastClock({ random: 1 }), longestMs: 3000 }),
    );
    expect(ceilings).toEqual([500, 1000, 2000, 3000]);
    expect(pauseBefore(2, { error: error({}), clock: fastClock({ random: 0 }), longestMs: 3000 })).toBe(0);
  });
});

it('an outage under 6,000 calls is asked less than a tenth more often', () => {
  const budget = new RetryBudget();
  let retries = 0;
  for (let call = 0; call < 6000; call += 1) {
    budget.earn();
    for (let attempt = 2; attempt <= 3 && budget.spend(); attempt += 1) retries += 1;
  }
  expect(retries / 6000).toBeLessThanOrEqual(0.1);
});

it.each<[string, Partial<SisenseErrorDetails>, boolean]>([
  ['a 503', {}, true],
  ['a 429', { code: 'rate-limited', status: 429 }, true],
  ['a deployment that is left alone', { code: 'unavailable', status: undefined as never }, false],
  ['a broken connection', { code: 'unreachable', cause: { code: 'ECONNRESET' } }, true],
  ['an expired certificate', { code: 'unreachable', cause: { code: 'CERT_HAS_EXPIRED' } }, false],
  ['no TLS', { code: 'unreachable', cause: { code: 'EPROTO' } }, false],
  ['an address that is not allowed', { code: 'unreachable', cause: { code: 'ADDRESS_REFUSED' } }, false],
  ['a wrong token', { code: 'unauthorized', status: 401 }, false],
  ['a strange answer', { code: 'unexpected-answer', status: 200 }, false],
])('%s may get better: %s', (_what, details, expected) => {
  expect(mayRecover(error(details))).toBe(expected);
});

describe('the breaker', () => {
  it('opens when half of the last twenty failed, though never five in a row', () => {
    const breaker = new Breaker(fastClock(), 15_000);
    for (let at = 0; at < 20; at += 1) at % 2 === 0 ? breaker.succeeded() : breaker.failed();
    expect(breaker.ask()).toBe(15_000);
  });

  it('lets one probe through after the break, and opens again when it fails', () => {
    const clock = fastClock();
    const breaker = new Breaker(clock, 15_000);
    for (let at = 0; at < 5; at += 1) breaker.failed();
    clock.advance(15_000);
    expect([breaker.ask(), breaker.ask()]).toEqual([0, 15_000]);
    breaker.failed();
    expect(breaker.ask()).toBe(15_000);
    clock.advance(15_000);
    expect(breaker.ask()).toBe(0);
    breaker.succeeded();
    expect([breaker.ask(), breaker.ask()]).toEqual([0, 0]);
  });

  it('lets another probe through when the first was cancelled', () => {
    const clock = fastClock();
    const breaker = new Breaker(clock, 15_000);
    for (let at = 0; at < 5; at += 1) breaker.failed();
    clock.advance(15_000);
    breaker.ask();
    breaker.unknown();
    expect(breaker.ask()).toBe(0);
  });
});
