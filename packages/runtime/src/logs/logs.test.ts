import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSettings } from '../settings/load-settings.ts';
import { openChangesLog } from './changes-log.ts';
import { createLogger } from './create-logger.ts';
import { openRotatingFile } from './rotating-file.ts';
import { SecretRegistry } from './secret-registry.ts';

function fixture(env: Record<string, string> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'fes-logs-'));
  const settings = loadSettings({ FES_LOG_DIR: dir, FES_LOG_LEVEL: 'DEBUG', ...env }, { service: 'all' });
  const shown: string[] = [];
  const terminal = { write: (text: string) => shown.push(text) };
  return { dir, settings, shown, terminal, read: (name: string) => readFileSync(join(dir, name), 'utf8') };
}

test('a line says when, which service and what', async () => {
  const { settings, terminal, read } = fixture();
  const logger = createLogger({ service: 'backend', settings, terminal });
  logger.info({ tool: 'access.get_user' }, 'Tool called');
  await logger.closeLog();
  expect(JSON.parse(read('backend.log'))).toMatchObject({
    level: 'info',
    service: 'backend',
    tool: 'access.get_user',
    msg: 'Tool called',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

test('no way of logging writes a secret: member, message, argument, error, child, key', async () => {
  const { settings, terminal, read, shown } = fixture({ FES_MCP_TOKEN: 'settings-canary-settings-canary' });
  const logger = createLogger({ service: 'mcp', settings, terminal });
  logger.secrets.add('canary"secret/1');
  const error = Object.assign(new Error('canary"secret/1 failed'), { headers: { authorization: 'Bearer zzz-canary' } });
  logger.child({ header: Buffer.from('x:canary"secret/1').toString('base64') }).debug('child canary"secret/1');
  logger.info({ deep: { er: [{ password: 'other-canary', url: '/x?token=query-canary' }] } });
  logger.info('sent %s to %j', 'canary"secret/1', { token: 'format-canary' });
  logger.error(error, 'it broke with canary"secret/1 and settings-canary-settings-canary');
  logger.warn({ err: error, 'canary"secret/1': 1 });
  await logger.closeLog();
  const written = read('mcp.log') + shown.join('');
  expect(written.split('\n').length).toBeGreaterThan(5);
  expect(written).not.toMatch(/canary/i);
  expect(written).not.toContain(Buffer.from('canary"secret/1').toString('base64').slice(3, -3));
});

test('an error is logged with its stack and causes', async () => {
  const { settings, terminal, read } = fixture();
  const logger = createLogger({ service: 'backend', settings, terminal });
  logger.error({ err: new TypeError('outer', { cause: new Error('inner') }) }, 'A turn failed');
  await logger.closeLog();
  expect(JSON.parse(read('backend.log')).err).toMatchObject({
    name: 'TypeError',
    message: 'outer',
    stack: expect.stringContaining('logs.test.ts'),
    cause: { message: 'inner' },
  });
});

test('the terminal shows errors only, one line each', async () => {
  const { settings, terminal, shown } = fixture();
  const logger = createLogger({ service: 'ui', settings, terminal });
  logger.info('quiet');
  logger.warn('quiet too');
  logger.error({ detail: 1 }, 'The backend does not answer');
  await logger.closeLog();
  expect(shown).toEqual(['ui: The backend does not answer\n']);
});

test('FES_LOG_LEVEL decides what is written', async () => {
  const { settings, terminal, read } = fixture({ FES_LOG_LEVEL: 'WARNING' });
  const logger = createLogger({ service: 'ui', settings, terminal });
  logger.info('left out');
  logger.warn('written');
  await logger.closeLog();
  expect(read('ui.log')).not.toContain('left out');
  expect(read('ui.log')).toContain('written');
});

test('files rotate, five old ones are kept, only the owner reads them', async () => {
  const { dir } = fixture();
  for (let round = 0; round < 9; round++) {
    const file = openRotatingFile({ dir, name: 'small.log', size: '1K' });
    file.write(`${'x'.repeat(1500)}\n`);
    await file.close();
  }
  const names = readdirSync(dir).toSorted();
  expect(names).toEqual(expect.arrayContaining(['small.log', 'small.log.1', 'small.log.5']));
  expect(names).not.toContain('small.log.6');
  expect(statSync(join(dir, 'small.log')).mode & 0o077).toBe(0);
});

test('changes are recorded at every log level, without secrets', async () => {
  const { settings, read } = fixture({ FES_LOG_LEVEL: 'ERROR' });
  const secrets = new SecretRegistry();
  secrets.add('canary-token');
  const changes = openChangesLog({ settings, secrets, now: () => new Date('2026-11-24T10:00:00Z') });
  changes.record({
    event: 'approved',
    operation: 'op_1',
    principal: 'local',
    tool: 'access.create_user',
    deployments: ['https://bi.acme.com'],
    arguments: { email: 'jo@acme.com', password: 'canary-two', note: 'with canary-token' },
  });
  await changes.close();
  const line = JSON.parse(read('changes.log'));
  expect(line).toMatchObject({
    time: '2026-11-24T10:00:00.000Z',
    event: 'approved',
    arguments: { email: 'jo@acme.com' },
  });
  expect(JSON.stringify(line)).not.toContain('canary');
});

test('a folder that cannot be written stops the start with one line', () => {
  const { dir, settings } = fixture();
  const file = join(dir, 'a-file');
  writeFileSync(file, '');
  const log = { ...settings.log, dir: join(file, 'logs') };
  expect(() => createLogger({ service: 'ui', settings: { ...settings, log } })).toThrow(/^FES_LOG_DIR names a folder/);
});

test('a folder that disappears stops neither the service nor its end', async () => {
  const { dir, settings, terminal } = fixture();
  const logger = createLogger({ service: 'ui', settings, terminal });
  rmSync(dir, { recursive: true });
  for (let line = 0; line < 100; line++) logger.info({ line }, 'x'.repeat(1000));
  await logger.closeLog();
  await logger.closeLog();
  expect(() => logger.info('after the end')).not.toThrow();
});
