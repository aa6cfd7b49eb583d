/** An expression of SQL, read. */
export type Expression =
  | { kind: 'literal'; value: string | number | null }
  | { kind: 'column'; table: string | undefined; name: string }
  | { kind: 'star' }
  | { kind: 'call'; name: string; distinct: boolean; of: Expression[] }
  | { kind: 'unary'; operator: 'not' | '-'; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'in'; of: Expression; choices: Expression[]; not: boolean }
  | { kind: 'between'; of: Expression; from: Expression; to: Expression; not: boolean }
  | { kind: 'is-null'; of: Expression; not: boolean };

export interface SelectItem {
  expression: Expression;
  alias: string | undefined;
}

export interface Source {
  /** A table's name, or a query in brackets. */
  from: string | Select;
  alias: string | undefined;
  /** How it is joined to what stands before it. */
  join?: { kind: 'inner' | 'left'; on: Expression | undefined };
}

export interface Select {
  distinct: boolean;
  items: SelectItem[];
  sources: Source[];
  where: Expression | undefined;
  groupBy: Expression[];
  having: Expression | undefined;
  orderBy: { expression: Expression; down: boolean }[];
  limit: number | undefined;
  offset: number;
  /** `UNION`, with or without `ALL`. */
  union: { all: boolean; select: Select } | undefined;
}
