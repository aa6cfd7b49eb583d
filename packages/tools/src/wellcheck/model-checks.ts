import { type Datamodel, type SecurityRule, tablesOf } from '@fes-assistant/sisense';
import { expressionText } from '../columns/uses-in-model.ts';
import type { Finding, Links } from './finding.ts';

/** Custom tables, and whether they are built by a union: both are computed at every build, unions of much data slowly. */
export function checkCustomTables(model: Datamodel, links: Links): Finding[] {
  return tablesOf(model)
    .filter(({ isCustom }) => isCustom)
    .map(({ table }) => {
      const union = unionIn(expressionText(table.expression));
      return {
        data_model: titleOf(model),
        table: table.name,
        has_union: union === null ? 'no' : 'yes',
        union,
        severity: union === null ? ('note' as const) : ('warning' as const),
        evidence: union === null ? 'Custom table without a union' : `Custom table with ${union}`,
        link: links.model(model.oid),
      };
    });
}

/** Tables that nothing joins to another table. In a model of one table there is nothing to join. */
export function checkIslandTables(model: Datamodel, links: Links): Finding[] {
  const tables = tablesOf(model);
  const joined = new Set(
    (model.relations ?? []).flatMap(({ columns }) => {
      const ids = [...new Set(columns.map(({ table }) => table))];
      return ids.length > 1 ? ids : [];
    }),
  );
  if (tables.length < 2) return [];
  return tables
    .filter(({ table }) => !joined.has(table.oid ?? ''))
    .map(({ table, isCustom }) => ({
      data_model: titleOf(model),
      datamodel: titleOf(model),
      datamodel_oid: model.oid,
      table: table.name,
      table_oid: table.oid ?? null,
      type: isCustom ? 'custom' : 'base',
      relation: 'no',
      hidden: table.hidden ?? false,
      severity: table.hidden === true ? ('note' as const) : ('warning' as const),
      evidence: `No relation joins it to another table${table.hidden === true ? '; it is hidden' : ''}`,
      link: links.model(model.oid),
    }));
}

/** Columns of data security rules by their type: a rule on a text column slows every query down. */
export function checkRuleTypes(model: Datamodel, rules: readonly SecurityRule[], links: Links): Finding[] {
  const columns = new Map(rules.map((rule) => [JSON.stringify([rule.table, rule.column, rule.datatype]), rule]));
  return [...columns.values()].map(({ table, column, datatype }) => ({
    data_model: titleOf(model),
    datamodel: titleOf(model),
    table,
    column,
    datatype: datatype ?? null,
    severity: datatype === 'numeric' ? ('ok' as const) : ('warning' as const),
    evidence:
      datatype === 'numeric'
        ? 'Secured by a numeric column'
        : `Secured by a column of type ${datatype ?? 'unknown'}; numeric ones are faster`,
    link: links.model(model.oid),
  }));
}

export function checkImportQueries(model: Datamodel, links: Links): Finding[] {
  return tablesOf(model).map(({ table }) => {
    const query = table.configOptions?.importQuery ?? '';
    const has = query.trim() !== '';
    return {
      data_model: titleOf(model),
      table: table.name,
      has_import_query: has ? 'yes' : 'no',
      import_query: has ? query : null,
      severity: has ? ('note' as const) : ('ok' as const),
      evidence: has ? 'Filled by an import query, which the source runs at every build' : 'Filled by the whole table',
      link: links.model(model.oid),
    };
  });
}

/** `UNION` or `UNION ALL` as a word of the SQL: not in a name, a text or a comment. */
function unionIn(sql: string): 'UNION' | 'UNION ALL' | null {
  const code = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\[[^\]]*\]|"[^"]*"/g, ' ');
  const found = /\bunion\b(\s+all\b)?/i.exec(code);
  if (found === null) return null;
  return found[1] === undefined ? 'UNION' : 'UNION ALL';
}

export function titleOf(model: Datamodel): string {
  return model.title ?? model.oid;
}
