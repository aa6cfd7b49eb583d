import { foldJournal, type Operation } from '@fes-assistant/protocol';
import type { Engine } from './engine.ts';
import type { Append } from './journal/journal.ts';

/** Takes an operation for this runner with what it journals; `undefined` when another one was faster. */
export async function take(
  engine: Engine,
  append: Append & { lease: { owner: string; until: number } },
): Promise<{ operation: Operation; fence: number; leaseUntil: number } | undefined> {
  const written = await engine.journal.append([append]);
  if (!written) return undefined;
  const [{ entries, fence }] = written;
  const { id, seq } = append.operation;
  const news = entries[0]?.seq === seq + 1 ? entries : await engine.journal.entriesAfter(id, seq);
  const operation = foldJournal(id, news, append.operation) ?? append.operation;
  return { operation, fence, leaseUntil: append.lease.until };
}
