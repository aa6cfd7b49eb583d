import { canonicalJson } from '@fes-assistant/protocol';
import type { RegistryRow } from '@fes-assistant/tools';
import { exampleProblem } from './example-problem.ts';

export type RegistryExample = RegistryRow['examples'][number];

interface KeepExamples {
  /** The rows as the definitions have them. */
  rows: readonly RegistryRow[];
  /** The enriched file as it was. */
  previous: readonly RegistryRow[];
  say: (line: string) => void;
}

/**
 * The rows with their built-in examples, followed by those that were added earlier: as long as the tool is what it was
 * then, and the example fits. Depends on nothing but what it is given.
 */
export function keepExamples({ rows, previous, say }: KeepExamples): RegistryRow[] {
  const before = new Map(previous.map((row) => [row.tool_id, row]));
  return rows.map((row) => {
    const old = before.get(row.tool_id);
    if (old === undefined || toolOf(old) !== toolOf(row)) return row;
    const enriched = withExamples(row, { added: addedExamples(old), say });
    return canonicalJson(enriched.examples) === canonicalJson(old.examples)
      ? { ...enriched, updated_at: old.updated_at }
      : enriched;
  });
}

/** The row with those of the added examples that fit it and say something new; what is dropped is said. */
export function withExamples(
  row: RegistryRow,
  { added, say }: { added: readonly RegistryExample[]; say: (line: string) => void },
): RegistryRow {
  const examples = [...row.examples];
  for (const example of added) {
    const problem = exampleProblem(row, { example, others: examples });
    if (problem === undefined) examples.push(example);
    else say(`${row.tool_id}: the example ${JSON.stringify(example.user_query)} is dropped: ${problem}`);
  }
  return { ...row, examples };
}

/** Built-in examples have no note, added ones always do. */
export function addedExamples({ examples }: RegistryRow): RegistryExample[] {
  return examples.filter(({ notes }) => notes !== '');
}

function toolOf({ examples: _examples, updated_at: _date, ...rest }: RegistryRow): string {
  return canonicalJson(rest);
}
