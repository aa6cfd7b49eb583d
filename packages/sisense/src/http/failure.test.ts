import { describe, expect, it } from 'vitest';
import { codeFor, saysItFailed } from './failure.ts';
import { retryAfterSeconds } from './retry.ts';
import { quotable, reasonOf } from './server-reason.ts';

describe('what a failing answer says', () => {
  it.each<[string, unknown, { text?: string; code?: number }]>([
    [
      'v1',
      { error: { code: 10001, message: 'Dashboard not found.', status: 404 } },
      { text: 'Dashboard not found.', code: 10001 },
    ],
    [
      'v1 with parts',
      { error: { message: 'The data is invalid.', subErrors: [{ message: 'ownerId is required' }] } },
      { text: 'The data is invalid. ownerId is required' },
    ],
    [
      'the specification, one level deeper',
      { error: { message: 'Invalid.', subErrors: [{ error: { message: 'title' } }] } },
      { text: 'Invalid. title' },
    ],
    [
      'a bulk clash of groups',
      { error: { code: 0, message: 'Exists.', moreInfo: { existingGroups: ['Sales', { name: 'HR' }] } } },
      { text: 'Exists. Existing groups: Sales, HR.', code: 0 },
    ],
    ['a flat message', { message: 'No access' }, { text: 'No access' }],
    ['an error as text', { error: 'Nope' }, { text: 'Nope' }],
    [
      'v2',
      {
        type: 't',
        title: 'ElasticubeAlreadyExists',
        status: 400,
        sub: 1011,
        detail: "ElastiCube 'Sales' already exists",
      },
      { text: "ElastiCube 'Sales' already exists", code: 1011 },
    ],
    ['a query', { error: true, details: 'Failed to run query', type: 'x' }, { text: 'Failed to run query' }],
    ['GraphQL', { data: null, errors: [{ message: 'No cube' }] }, { text: 'No cube' }],
    ['older GraphQL', { errors: [{ error: { message: 'No cube' } }] }, { text: 'No cube' }],
    ['a page', '<html><style>x{}</style><h1>Bad Gateway</h1></html>', { text: 'Bad Gateway' }],
    ['nothing', '', {}],
    ['something else', 17, {}],
  ])('%s', (_dialect, body, expected) => {
    const { text, code } = reasonOf(body);
    expect({ ...(text === undefined ? {} : { text }), ...(code === undefined ? {} : { code }) }).toEqual(expected);
  });

  it('is quoted on one line, without what cannot be seen, and shortened to 500 characters', () => {
    expect(quotable('a\u202eb\u200b\u0000c\n\td')).toBe('a b c d');
    expect(quotable('x'.repeat(600))).toHaveLength(500);
  });
});

describe('which kind of failure it is', () => {
  it.each<[number, unknown, string]>([
    [400, { error: { code: 2004, message: 'The user already exists' } }, 'conflict'],
    [400, { sub: 1011, detail: 'exists' }, 'conflict'],
    [400, { error: { code: 27005, message: 'user not found' } }, 'not-found'],
    [400, { error: { code: 23001, message: 'permission' } }, 'forbidden'],
    [404, { error: { code: 202, message: 'Invalid expand' } }, 'invalid'],
    [401, { error: true, type: 'db_unauthorized', details: 'no' }, 'forbidden'],
    [401, { error: { code: 5002, message: 'Invalid token.' } }, 'unauthorized'],
    [418, {}, 'invalid'],
    [507, {}, 'unavailable'],
  ])('%i %j is %s', (status, body, code) => {
    expect(codeFor(status, reasonOf(body))).toBe(code);
  });

  it.each<[unknown, boolean]>([
    [{ error: true, details: 'x' }, true],
    [{ errors: [{ message: 'x' }], data: null }, true],
    [{ error: { message: 'x', code: 1 } }, true],
    [{ oid: 'b', error: { message: 'build failed', code: 3 } }, false],
    [{ errors: [], data: {} }, false],
    [{ error: null, values: [] }, false],
    [{ error: false }, false],
    [[], false],
    ['error', false],
  ])('a success that holds %j failed: %s', (body, expected) => {
    expect(saysItFailed(body)).toBe(expected);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each<[string | undefined, number | undefined]>([
    ['120', 120],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %s', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
