import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFailed } from './command-failed.ts';

/** What approves is a person at a terminal: a pipe or a script is refused. */
export function requirePerson(): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new CommandFailed('A person must approve this at a terminal: input and output must not be redirected.');
}

/** Whether the person typed exactly `word`. */
export async function confirm(question: string, word: string): Promise<boolean> {
  const line = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await line.question(`${question} Type "${word}" to go on, anything else to stop: `)).trim() === word;
  } finally {
    line.close();
  }
}

/** A secret, typed without being shown. */
export async function askSecret(label: string): Promise<string> {
  process.stdout.write(`${label} (not shown): `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await line.question('');
  } finally {
    line.close();
    process.stdout.write('\n');
  }
}
