import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvalPlainText, approvalText } from './approval-text.ts';
import type { Plan, Step } from './plan.ts';
import { shortenedText, visibleText } from './visible-text.ts';

function step(n: number, changes: Partial<Step> = {}): Step {
  return {
    id: `s${n}`,
    kind: 'user.delete',
    action: 'delete',
    side: 'only',
    asset: { type: 'user', name: `user${n}@acme.com`, id: `id${n}` },
    argument: { id: `id${n}` },
    changes: [],
    consequences: [],
    fingerprint: '0'.repeat(64),
    secrets: [],
    undo: 'Can be undone: the user is made again without a password.',
    ...changes,
  };
}

function plan(steps: Step[], changes: Partial<Plan> = {}): Plan {
  const connection = {
    side: 'only' as const,
    deployment: 'https://acme.example.com',
    fingerprint: 'f',
    userId: 'u',
    userName: 'ann',
  };
  return {
    tool: 't',
    title: 'T',
    summary: 'Delete users',
    steps,
    warnings: [],
    connections: [connection],
    input: {},
    ...changes,
  };
}

test('a small plan is told step by step', () => {
  const changes = [{ field: 'role', before: 'viewer', after: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }];
  const update = step(2, { action: 'update', changes, undo: 'Cannot be undone: it is a test.' });
  const gone = step(1, { consequences: ['Sisense deletes the 12 dashboards this user owns.'] });
  const secretFields = [{ name: 'password', label: 'New password', required: true }];
  expect(approvalPlainText(plan([gone, update], { warnings: ['Look twice.'], secretFields }))).toMatchInlineSnapshot(`
    "Delete users
    On https://acme.example.com as ann
    2 steps:
    - Delete user "user1@acme.com" (id id1)
    - Change user "user2@acme.com" (id id2)
        role: "viewer" → ["a", "b", "c", "d", "e" and 2 more]
    What else happens:
    - Sisense deletes the 12 dashboards this user owns.
    Weigh this:
    - Look twice.
    To type when approving:
    - New password
    1 of 2 steps can be undone. Can be undone: the user is made again without a password. Cannot be undone: it is a test."
  `);
});

test('a large plan is told in groups, with counts of what is not named', () => {
  const steps = [...Array.from({ length: 30 }, (_, n) => step(n + 1)), step(31, { action: 'create' })];
  const text = approvalText(plan(steps), { details: 2 });
  expect(text.steps).toEqual([
    { text: 'Delete 30 × user', details: ['"user1@acme.com"', '"user2@acme.com"', 'and 28 more of these 30'] },
    { text: 'Create user "user31@acme.com" (id id31)', details: [] },
  ]);
});

test('a name that would hide or turn around is shown as it is', () => {
  const asset = { type: 'user', name: 'a\u202Emoc.emca\u200B"b\n' };
  const [line] = approvalText(plan([step(1, { asset })])).steps;
  expect(line?.text).toBe('Delete user "a\\u{202E}moc.emca\\u{200B}\\"b\\u{A}"');
});

test('a long name is shortened and says by how much', () => {
  const asset = { type: 'user', name: 'x'.repeat(100) };
  const [line] = approvalText(plan([step(1, { asset })])).steps;
  expect(line?.text).toContain(`${'x'.repeat(80)}… (20 more characters)`);
});

test('source and target are named as such', () => {
  const [only] = plan([]).connections;
  if (!only) throw new Error('no connection');
  const connections = [
    { ...only, side: 'source' as const },
    { ...only, side: 'target' as const, deployment: 'https://b.example.com' },
  ];
  expect(approvalText(plan([], { connections })).deployments).toEqual([
    'From https://acme.example.com as ann',
    'To https://b.example.com as ann',
  ]);
});

const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

test('whatever a name holds, nothing unseen is left in the words and nothing seen is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (name) => {
      const asset = { type: 'user', name };
      const text = approvalPlainText(plan([step(1, { asset })], { summary: name }));
      expect(hidden.test(text.replaceAll('\n', ''))).toBe(false);
      expect(visibleText(visibleText(name))).toBe(visibleText(name));
    }),
  );
});

test('shortening keeps whole characters', () => {
  expect(shortenedText('😀😀😀', 2)).toBe('😀😀… (1 more characters)');
});
