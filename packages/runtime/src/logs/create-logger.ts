import { pino } from 'pino';
import type { Settings } from '../settings/load-settings.ts';
import { registerSettings } from './register-settings.ts';
import { openRotatingFile } from './rotating-file.ts';
import { scrub } from './scrub.ts';
import { SecretRegistry } from './secret-registry.ts';

export type LoggedService = 'ui' | 'backend' | 'mcp' | 'simulator' | 'cli';

/** A pino logger whose every line, whatever it was given, is free of secrets. */
export type Logger = pino.Logger & {
  /** Secrets to keep out of the log; shared by the services of one process. */
  secrets: SecretRegistry;
  /** Resolves when everything is on disk. */
  closeLog(): Promise<void>;
};

export interface LoggerOptions {
  service: LoggedService;
  settings: Pick<Settings, 'log'> & Partial<Settings>;
  secrets?: SecretRegistry;
  /** Where a person sees what must be seen; stderr, so that stdout stays free for answers. */
  terminal?: { write(text: string): unknown };
}

const levels = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error' } as const;

/** Logs to `<service>.log` under FES_LOG_DIR; errors also go to the terminal, one line each. */
export function createLogger({ service, settings, secrets = new SecretRegistry(), terminal }: LoggerOptions): Logger {
  registerSettings(settings, secrets);
  const file = openRotatingFile({ dir: settings.log.dir, name: `${service}.log` });
  const destination = { write: scrubbedWriter({ file, secrets, terminal: terminal ?? process.stderr, service }) };
  const base = pino(
    {
      level: levels[settings.log.level],
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (members) => plain(members, secrets) },
      serializers: { err: (error: unknown) => error },
    },
    destination,
  );
  return Object.assign(base, { secrets, closeLog: () => file.close() });
}

/** A child logger is the same log: its own members are added to every line. */
function scrubbedWriter(to: {
  file: { write(line: string): void };
  secrets: SecretRegistry;
  terminal: { write(text: string): unknown };
  service: string;
}) {
  return (line: string): void => {
    const entry = scrub(parsed(line), to.secrets);
    to.file.write(`${JSON.stringify(entry)}\n`);
    if (isSevere(entry)) to.terminal.write(`${to.service}: ${entry.msg}\n`);
  };
}

function isSevere(entry: unknown): entry is { msg: string } {
  if (typeof entry !== 'object' || entry === null || !('level' in entry) || !('msg' in entry)) return false;
  return (entry.level === 'error' || entry.level === 'fatal') && typeof entry.msg === 'string';
}

/** Before pino turns it into text: errors keep their members, circles and bytes do no harm. */
function plain(members: Record<string, unknown>, secrets: SecretRegistry): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, scrub(value, secrets)]));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: line.trim() };
  }
}
