import { type Datamodel, type SecurityRule, tablesOf } from '@fes-assistant/sisense';
import { expressionText } from '../columns/uses-in-model.ts';
import { count } from '../words.ts';
import type { Finding, Links } from './finding.ts';

/** Custom tables, and whether they are built by a union: both are computed at every build, unions of much data slowly. */
export function checkCustomTables(model: Datamodel, links: Links): Finding[] {
  return tablesOf(model)
    .filter(({ isCustom }) => isCustom)
    .map(({ table }) => {
      const sql = expressionText(table.expression);
      const union = unionIn(sql);
      return {
        data_model: titleOf(model),
        table: table.name,
        has_union: union === null ? 'no' : 'yes',
        union,
        query: sql === '' ? null : sql,
        severity: union === null ? ('note' as const) : ('warning' as const),
        evidence: `Custom table ${union === null ? 'without a union' : `with ${union}`}, computed at every build: ${quotedSql(sql)}`,
        link: links.model(model),
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
      column_count: (table.columns ?? []).length,
      severity: table.hidden === true ? ('note' as const) : ('warning' as const),
      evidence: `None of the ${count((model.relations ?? []).length, 'relation')} of the model joins it to another table${table.hidden === true ? '; it is hidden' : ''}`,
      link: links.model(model),
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
    rule_count: rules.filter((rule) => rule.table === table && rule.column === column).length,
    severity: datatype === 'numeric' ? ('ok' as const) : ('warning' as const),
    evidence: `${count(rules.filter((rule) => rule.table === table && rule.column === column).length, 'rule')} on a column of type ${datatype ?? 'unknown'}${datatype === 'numeric' ? '' : '; rules on numeric columns are faster'}`,
    link: links.model(model),
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
      evidence: has
        ? `The source runs this import query at every build: ${quotedSql(query)}`
        : 'Filled by the whole table of the source',
      link: links.model(model),
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

function quotedSql(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

export function titleOf(model: Datamodel): string {
  return model.title ?? model.oid;
}
