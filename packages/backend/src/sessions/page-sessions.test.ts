import { SecretRegistry } from '@fes-assistant/runtime';
import { expect, test } from 'vitest';
import { createPageSessions } from './page-sessions.ts';

const hour = 3_600_000;

function sessionsAt(start: string) {
  let time = Date.parse(start);
  const secrets = new SecretRegistry();
  const issued = new Set<string>();
  const sessions = createPageSessions({
    conversations: {
      issueSession: async (principal) => void issued.add(principal),
      isIssued: async (principal) => issued.has(principal),
    },
    idleMs: 9 * hour,
    secrets,
    now: () => new Date(time),
  });
  return { sessions, secrets, pass: (milliseconds: number) => (time += milliseconds) };
}

const connection = { origin: 'https://acme.example', token: 'a-very-secret-token', verifyTls: true };

test('who is away for too long loses the connection and its token, and keeps the conversations', async () => {
  const { sessions, secrets, pass } = sessionsAt('2026-11-24T08:00:00Z');
  const { cookie, person } = await sessions.issue();
  person.connections.set('only', connection);
  pass(8 * hour);
  expect((await sessions.find(cookie))?.connections.get('only')).toEqual(connection);
  expect(secrets.occursIn('a-very-secret-token')).toBe(true);
  pass(9 * hour + 1);
  sessions.sweep();
  expect(person.connections.get('only')).toBeUndefined();
  expect(secrets.occursIn('a-very-secret-token')).toBe(false);
  expect((await sessions.find(cookie))?.principal).toBe(person.principal);
});

test('a cookie that was never issued is nobody', async () => {
  const { sessions } = sessionsAt('2026-11-24T08:00:00Z');
  expect(await sessions.find('0'.repeat(32))).toBeUndefined();
  expect(await sessions.find('../../etc')).toBeUndefined();
});

test('every browser is somebody else, and the cookie cannot be told from the name', async () => {
  const { sessions } = sessionsAt('2026-11-24T08:00:00Z');
  const [one, other] = [await sessions.issue(), await sessions.issue()];
  expect(one.person.principal).toMatch(/^page:[0-9a-f]{32}$/);
  expect(one.person.principal).not.toBe(other.person.principal);
  expect(one.person.principal).not.toContain(one.cookie);
});
