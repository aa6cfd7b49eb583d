import type { Json } from '@fes-assistant/protocol';
import type { Connection, Sisense, SourceColumn } from '@fes-assistant/sisense';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { StepDraft } from '../step-kind.ts';
import { quoted } from '../words.ts';
import { createTableStep } from './model-steps.ts';

/** How a table is filled at a build. */
export const buildBehaviour = z
  .strictObject({
    mode: z.enum(['replace', 'replace_changes', 'append', 'increment']).default('replace'),
    column_name: z.string().optional().describe('For increment'),
  })
  .describe('How builds fill it; extract models only');

export interface WantedTable {
  name: string;
  database: string;
  schema: string;
  importQuery?: string | undefined;
  description?: string | undefined;
  tags?: string[] | undefined;
  behaviour?: z.output<typeof buildBehaviour> | undefined;
}

interface Place {
  /** Id of the model and the dataset, or the step that makes it. */
  model: Json;
  dataset: Json;
  isExtract: boolean;
  connection: Connection;
  sisense: Sisense;
  signal: AbortSignal;
}

/** Sisense tells the columns of a table, not those of a query. */
const sameColumns =
  'Its columns are those of the table in the source: a query that gives others fails at the build, until the columns are changed in Sisense.';

/** The step that makes one table: its columns are read from the source now, so that nothing half-made is left later. */
export async function tableStep(
  wanted: WantedTable,
  { model, dataset, isExtract, connection, sisense, signal }: Place,
): Promise<StepDraft> {
  const { name, database, schema, behaviour } = wanted;
  const source = await sisense.connections.tableColumns(connection, { database, schema, table: name }, { signal });
  const columns = source.map(toColumn);
  const incrementBy =
    isExtract && behaviour?.mode === 'increment' ? incrementColumn(behaviour.column_name, columns) : undefined;
  const table = {
    id: name,
    name,
    columns,
    hidden: false,
    buildBehavior: { type: behaviourType(isExtract ? behaviour?.mode : 'replace'), accumulativeConfig: null },
    configOptions: wanted.importQuery === undefined ? null : { importQuery: wanted.importQuery },
    description: wanted.description ?? '',
    tags: wanted.tags ?? [],
    expression: null,
    type: 'base',
  };
  return {
    kind: createTableStep.name,
    asset: { type: 'table', name },
    argument: { model, dataset, table, ...(incrementBy === undefined ? {} : { incrementBy }) },
    changes: [
      { field: 'source', before: null, after: `${connection.name ?? connection.oid}: ${database}.${schema}.${name}` },
      { field: 'columns', before: null, after: columns.map((column) => column.name) },
      ...(wanted.importQuery === undefined ? [] : [{ field: 'import query', before: null, after: wanted.importQuery }]),
    ],
    consequences: [
      'It holds no data before the next build.',
      ...(wanted.importQuery === undefined ? [] : [sameColumns]),
    ],
  };
}

function toColumn(column: SourceColumn) {
  return {
    id: column.columnName,
    name: column.columnName,
    type: column.dbType ?? 0,
    size: number(column['size']),
    precision: number(column['precision']),
    scale: number(column['scale']),
    hidden: false,
    indexed: true,
    isUpsertBy: false,
    description: null,
    expression: null,
  };
}

function incrementColumn(name: string | undefined, columns: { name: string }[]): string {
  if (name === undefined)
    throw new Refusal('Building by increment needs "column_name", the column that grows.', 'invalid');
  if (columns.some((column) => column.name === name)) return name;
  throw new Refusal(`The table has no column ${quoted(name)} to build by.`, 'invalid');
}

function behaviourType(mode = 'replace'): string {
  if (mode === 'replace_changes') return 'ignoreIfExists';
  return mode === 'append' || mode === 'increment' ? 'accumulativeSync' : 'sync';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
