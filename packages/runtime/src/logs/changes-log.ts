import type { Settings } from '../settings/load-settings.ts';
import { openRotatingFile } from './rotating-file.ts';
import { scrub } from './scrub.ts';
import type { SecretRegistry } from './secret-registry.ts';

/** One line of `changes.log`: who did what to which deployment, and what came of it. */
export interface ChangeRecord {
  /** What happened: proposed, approved, declined, attempted, done, failed, … */
  event: string;
  operation: string;
  principal: string;
  tool: string;
  /** Origins with tenant path. */
  deployments: string[];
  [member: string]: unknown;
}

export interface ChangesLog {
  record(change: ChangeRecord): void;
  close(): Promise<void>;
}

/** The log of changes: written at every log level, arguments without secrets. */
export function openChangesLog(options: {
  settings: Pick<Settings, 'log'>;
  secrets: SecretRegistry;
  now?: () => Date;
}): ChangesLog {
  const file = openRotatingFile({ dir: options.settings.log.dir, name: 'changes.log' });
  const now = options.now ?? (() => new Date());
  return {
    record: (change) => {
      const line = scrub({ time: now().toISOString(), ...change }, options.secrets);
      file.write(`${JSON.stringify(line)}\n`);
    },
    close: () => file.close(),
  };
}
