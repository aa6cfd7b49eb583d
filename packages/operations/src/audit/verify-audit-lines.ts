import { sha256 } from '../digest.ts';

export type AuditVerdict = { intact: true; lines: number } | { intact: false; line: number; reason: string };

/**
 * Checks a trail, from the store or from an exported file. `head` is its recorded end: without it, missing last lines
 * cannot be noticed.
 */
export async function verifyAuditLines(
  lines: AsyncIterable<string> | Iterable<string>,
  head?: { seq: number; hash: string },
): Promise<AuditVerdict> {
  let count = 0;
  let prev = '';
  for await (const line of lines) {
    count += 1;
    const reason = damageOf(line, { seq: count, prev });
    if (reason !== undefined) return { intact: false, line: count, reason };
    prev = sha256(line);
  }
  if (head && head.seq !== count) {
    return { intact: false, line: count, reason: `The trail has ${count} lines, but ${head.seq} were written.` };
  }
  if (head && head.hash !== prev) return { intact: false, line: count, reason: 'The last line was changed.' };
  return { intact: true, lines: count };
}

function damageOf(line: string, expected: { seq: number; prev: string }): string | undefined {
  const read = parse(line);
  if (!read) return 'The line is not a JSON object.';
  if (read['seq'] !== expected.seq)
    return `The line should be number ${expected.seq}: a line was removed, added or moved.`;
  if (read['prev'] !== expected.prev) return 'The line before it was changed, or this one was.';
  return undefined;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
