import type { Random } from './random.ts';

/** What stands in an argument, a name or an id when somebody means harm, or has a bug. */
const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nX-Injected: 1',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  "'; DROP TABLE operations;--",
  '" OR 1=1 --',
  '$(touch /tmp/x)',
  '`id`',
  '{{7*7}}',
  '$' + '{7*7}',
  '<script>alert(1)</script>',
  '%00',
  '%2e%2e%2f',
  '%ff%fe',
  '\u202Eexe.txt',
  '\u200Bhidden\u2063',
  '\uD800',
  '\uDFFF\uD800',
  'ﬀ',
  'ＡＣＣＥＳＳ',
  'аccess_drop_box',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '[[[[[[[[[[',
  '$r1',
  '$r1.rows[*].name',
  '$r999999999.rows[0].x',
  '$r1.rows[0].__proto__',
  '2026-07-28',
  '2025-11-25',
  'fes://operation/x',
  'sisense://user/x',
  'a'.repeat(300),
  'é'.repeat(5_000),
  '9'.repeat(400),
];

const numbers = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e-320,
  2 ** 31,
  2 ** 32,
  -(2 ** 31) - 1,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  1e21,
  Number.MAX_VALUE,
];

const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'then',
  'length',
  'token',
  'password',
  'origin',
  'side',
  'name',
  'id',
  'method',
  '',
  '\0',
  '_meta',
  'io.modelcontextprotocol/protocolVersion',
  'k'.repeat(2_000),
];

export function hostileText(random: Random): string {
  return random.pick(texts);
}

export function hostileKey(random: Random): string {
  return random.pick(keys);
}

/** Any JSON value, small most of the time. */
export function hostileValue(random: Random, depth = 0): unknown {
  switch (random.below(depth > 2 ? 5 : 9)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(numbers);
    case 3:
    case 4:
      return hostileText(random);
    case 5:
      return Array.from({ length: random.below(4) }, () => hostileValue(random, depth + 1));
    case 6:
      return nested(random);
    default:
      return hostileObject(random, depth);
  }
}

export function hostileObject(random: Random, depth = 0): Record<string, unknown> {
  const members = Array.from({ length: random.below(4) }, () => [hostileKey(random), hostileValue(random, depth + 1)]);
  return Object.fromEntries(members) as Record<string, unknown>;
}

/** Lists in lists, from harmless to deeper than a stack. */
function nested(random: Random): unknown {
  let value: unknown = 1;
  const depth = random.chance(0.05) ? 4_000 : random.below(80);
  for (let level = 0; level < depth; level += 1) value = random.chance(0.5) ? [value] : { a: value };
  return value;
}
