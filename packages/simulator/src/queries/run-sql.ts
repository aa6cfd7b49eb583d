import type { Call } from '../call.ts';
import { tablesOf } from '../datamodels/export-model.ts';
import type { DataModel } from '../world.ts';
import { joinFrom } from './joined-rows.ts';
import { guardsFor } from './row-security.ts';
import { parseSql } from './sql/parse-select.ts';
import { runSelect, type SelectResult, type Tables } from './sql/run-select.ts';
import { sqlError } from './sql/tokens.ts';
import { rowsOf } from './table-rows.ts';

/** Over the tables of the model, of which the caller sees what data security leaves. */
export function runSql(call: Call, of: { model: DataModel; sql: string }): SelectResult {
  return runSelect(parseSql(of.sql), tablesFor(call, of.model));
}

function tablesFor(call: Call, model: DataModel): Tables {
  const guards = guardsFor(call, model);
  return (name) => {
    const place = tablesOf(model).find(({ table }) => table.name.toLowerCase() === name.toLowerCase());
    if (place === undefined) throw sqlError(`no such table: ${name}`);
    const { columns, values } = rowsOf(call.world, place);
    const named = columns.map((column) => ({ table: undefined, name: column }));
    if (guards.length === 0) return { columns: named, rows: values };
    const join = joinFrom(call.world, { model, base: place.table.name });
    const tests = guards.flatMap(({ table, column, allows }) => {
      const read = join.reader(table, column);
      return read === undefined ? [] : [(at: number) => allows(read(at))];
    });
    return { columns: named, rows: values.filter((_, at) => tests.every((test) => test(at))) };
  };
}
