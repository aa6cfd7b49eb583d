import type { Call } from '../call.ts';
import type { DataModel } from '../world.ts';
import { cubeOf } from './cube.ts';
import { guardsFor } from './row-security.ts';
import { type SelectResult, select } from './sql/select.ts';

/** Over the tables of the model, of which the caller sees what data security leaves. */
export function runSql(call: Call, of: { model: DataModel; sql: string }): SelectResult {
  return select(cubeOf(call.world, of.model), { sql: of.sql, guards: guardsFor(call, of.model) });
}
