import { describe, expect, it } from 'vitest';
import { shortDeployment } from './deployment-badge.tsx';
import { clock, duration } from './durations.ts';
import { counted, exactNumber } from './numbers.ts';
import { tlsWords } from './tls-words.ts';

describe('words for', () => {
  it.each([
    [0.01, '< 0.1 s'],
    [0.84, '0.8 s'],
    [42.4, '42 s'],
    [185, '3 min 05 s'],
    [7800, '2 h 10 min'],
  ])('a time of %d seconds', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it.each([
    [599.9, '9:59'],
    [86_399, '23:59:59'],
    [-1, '0:00'],
  ])('a clock at %d seconds', (seconds, words) => {
    expect(clock(seconds)).toBe(words);
  });

  it('a number of things', () => {
    expect(counted(1, 'row')).toBe('1 row');
    expect(counted(12_031, 'row')).toBe('12,031 rows');
    expect(exactNumber(0.25)).toBe('0.25');
  });

  it('a deployment', () => {
    expect(shortDeployment('https://acme.sisense.com/tenant/')).toBe('acme.sisense.com/tenant');
  });

  it.each([
    ['https://acme.sisense.com', true, 'SSL verified', true],
    ['https://acme.sisense.com', false, 'SSL not verified', false],
    ['http://127.0.0.1:8003', true, 'no SSL', true],
    ['http://acme.internal', true, 'no SSL', false],
  ])('the line to %s', (deployment, verifyTls, words, isSafe) => {
    expect(tlsWords({ deployment, verifyTls })).toEqual({ words, isSafe });
  });
});
