import type { Datamodel } from './datamodels.ts';
import type { Dataset, ModelTable } from './schema.ts';

/** A table of a model with the dataset that it is in. */
export interface PlacedTable {
  dataset: Dataset;
  table: ModelTable;
  /** Made from an SQL expression inside the model. */
  isCustom: boolean;
}

/** A column of a model with the table and dataset that it is in (rest-api §7.2, §7.4). */
export interface ModelColumn {
  datasetOid: string;
  datasetName: string;
  tableOid: string;
  table: string;
  columnOid: string;
  column: string;
  /** A code of rest-api §7.4, with its word. */
  type: number | undefined;
  typeName: string;
  isHidden: boolean;
  /** Calculated inside the model. */
  isCustom: boolean;
  /** Part of a relation between tables. */
  isKey: boolean;
}

/** Every table of a model that was read with its schema. */
export function tablesOf(model: Datamodel): PlacedTable[] {
  return (model.datasets ?? []).flatMap((dataset) =>
    (dataset.schema?.tables ?? []).map((table) => ({
      dataset,
      table,
      isCustom: table.type === 'custom' || dataset.type === 'custom',
    })),
  );
}

/** Every column of a model that was read with its schema; a table without columns has none here, see `tablesOf`. */
export function columnsOf(model: Datamodel): ModelColumn[] {
  const keys = new Set(
    (model.relations ?? []).flatMap(({ columns }) => columns.map(({ table, column }) => `${table} ${column}`)),
  );
  return tablesOf(model).flatMap(({ dataset, table }) =>
    (table.columns ?? []).map((column) => ({
      datasetOid: dataset.oid,
      datasetName: dataset.name ?? '',
      tableOid: table.oid ?? '',
      table: table.name,
      columnOid: column.oid ?? '',
      column: column.name,
      type: column.type ?? undefined,
      typeName: columnTypeName(column.type),
      isHidden: column.hidden ?? false,
      isCustom: Boolean(column['isCustom']) || Boolean(column.expression),
      isKey: keys.has(`${table.oid} ${column.oid}`),
    })),
  );
}

const typeNames: Record<number, string> = {
  0: 'BigInt',
  1: 'Binary',
  2: 'Boolean',
  3: 'Char',
  4: 'DateTime',
  5: 'Decimal',
  6: 'Float',
  7: 'Image',
  8: 'Integer',
  9: 'Money',
  10: 'NChar',
  11: 'NText',
  12: 'NVarChar',
  13: 'Real',
  14: 'UniqueIdentifier',
  15: 'SmallDateTime',
  16: 'SmallInt',
  17: 'SmallMoney',
  18: 'Text',
  19: 'Timestamp',
  20: 'TinyInt',
  21: 'VarBinary',
  22: 'VarChar',
  23: 'Variant',
  25: 'Xml',
  29: 'Udt',
  30: 'Structured',
  31: 'Date',
  32: 'Time',
  33: 'DateTime2',
  34: 'DateTimeOffset',
  40: 'Double',
  41: 'Numeric',
  43: 'TimestampTZ',
  44: 'TimeTZ',
};

/** The word for a column type code, or the code itself where no word is known (rest-api §7.4; capabilities-2 §5.4). */
export function columnTypeName(code: number | null | undefined): string {
  if (code === null || code === undefined) return 'Unknown';
  return typeNames[code] ?? `Unknown (${code})`;
}
