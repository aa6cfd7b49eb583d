import { describe, expect, it } from 'vitest';
import { fillPath, parseDeployment, queryString } from './origin.ts';

describe('an address of a deployment', () => {
  it.each([
    ['https://sisense.example.com', 'https://sisense.example.com', ''],
    [' https://SISENSE.example.com/ ', 'https://sisense.example.com', ''],
    ['https://sisense.example.com:8443/acme/', 'https://sisense.example.com:8443', '/acme'],
    ['http://10.0.0.5:30845', 'http://10.0.0.5:30845', ''],
    ['https://[2001:db8::1]:30443', 'https://[2001:db8::1]:30443', ''],
  ])('%s', (typed, origin, tenantPath) => {
    expect(parseDeployment(typed)).toMatchObject({ origin, tenantPath });
  });

  it.each([
    'sisense.example.com',
    'ftp://sisense.example.com',
    'javascript:alert(1)',
    'https://admin:secret@sisense.example.com',
    'https://sisense.example.com?x=1',
    'https://sisense.example.com/?',
    'https://sisense.example.com#x',
    'https://sisense.example.com/app/main',
    'https://sisense.example.com/app',
    'https://sisense.example.com/API',
    'https://sisense.example.com/../x',
    'https://sisense.example.com/..',
    'https://sisense.example.com/%2e%2e',
    'https://sisense.example.com/a%2Fb',
    'https://sisense.example.com\\@evil.example',
    'https://sisense.exаmple.com',
    'https://sisense。example。com',
    'https://sis\tense.example.com',
    'https://sisense.example.com/a\nb',
    '',
  ])('refuses %j in one sentence', (typed) => {
    expect(() => parseDeployment(typed)).toThrow(TypeError);
    expect(() => parseDeployment(typed)).toThrow(/^[A-Z][^\n]*\.$/);
  });
});

describe('a path', () => {
  it('takes parameters as one segment each', () => {
    expect(fillPath('/a/{x}/b/{y}', { x: 'p q/r', y: '../..' })).toBe('/a/p%20q%2Fr/b/..%2F..');
  });

  it.each([undefined, '', '.', '..', '\ud800'])('refuses %j', (x) => {
    expect(() => fillPath('/a/{x}', x === undefined ? {} : { x })).toThrow(RangeError);
  });
});

it('leaves out what a query does not say', () => {
  expect(queryString({ a: 0, b: false, c: undefined, d: null, e: '' })).toBe('?a=0&b=false&e=');
  expect(queryString({ a: undefined })).toBe('');
});
