import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { createStream } from 'rotating-file-stream';
import { SettingsError } from '../settings/settings-error.ts';

export interface LogFile {
  write(line: string): void;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
}

/**
 * A file that only its owner can read, rotated at 10 MB, five old ones kept (`name.1` … `name.5`).
 * @throws {SettingsError} when the folder cannot be written.
 */
export function openRotatingFile({
  dir,
  name,
  size = '10M',
}: {
  dir: string;
  name: string;
  size?: '10M' | '1K';
}): LogFile {
  ensureFolder(dir);
  const stream = createStream(name, { path: resolve(dir), size, rotate: 5, mode: 0o600 });
  let complained = false;
  stream.on('error', (error: Error) => {
    if (!complained) process.stderr.write(`The log ${name} in ${dir} cannot be written: ${error.message}.\n`);
    complained = true;
  });
  return {
    write: (line) => {
      if (!stream.destroyed && !stream.writableEnded) stream.write(line);
    },
    close: () =>
      new Promise((done) => {
        if (stream.destroyed || stream.writableFinished) return done();
        stream.once('close', done);
        stream.end(() => done());
      }),
  };
}

function ensureFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.W_OK);
  } catch {
    throw new SettingsError(
      'FES_LOG_DIR',
      `FES_LOG_DIR names a folder that cannot be written: ${JSON.stringify(dir)}. Choose another, or let this user write there.`,
    );
  }
}
