import type { JsonObject } from '../json.ts';
import type { Relation } from '../world.ts';

/** One entry for each pair of tables that are related, as a schema read shows them; what is known of a pair stays. */
export function relationsTablesOf(relations: readonly Relation[], known: readonly JsonObject[] = []): JsonObject[] {
  const pairs = new Map<string, JsonObject>();
  for (const { columns } of relations) {
    const [first, ...others] = columns;
    for (const other of others) {
      const pair = { firstTable: first?.table, secondTable: other.table };
      const before = known.find((one) => one.firstTable === pair.firstTable && one.secondTable === pair.secondTable);
      pairs.set(`${pair.firstTable} ${pair.secondTable}`, {
        ...pair,
        directionType: null,
        joinType: 'default',
        ...before,
      });
    }
  }
  return [...pairs.values()];
}
