import type { ValueSpec } from './value-spec.ts';

export interface TableSpec {
  name: string;
  rows: number;
  /**
   * What each column holds, in words: `key`, `ref 400`, `whole 1..9`, `amount 5..900`, `day 2024-01-01..2026-06-30`,
   * `pick A|B|C`, `flag`, `text Note`. A star before it marks a column that nothing uses.
   */
  columns: Record<string, string>;
  /** The SQL of a custom table. */
  custom?: string;
  importQuery?: string;
  /** Column to grow by. */
  accumulateBy?: string;
  hidden?: true;
}

export interface MeasureSpec {
  title: string;
  /** `orders.total` */
  of: string;
  agg: 'sum' | 'avg' | 'count' | 'countduplicates' | 'min' | 'max';
}

export interface ModelSpec {
  title: string;
  type: 'extract' | 'live';
  creator: string;
  connection: string;
  database: string;
  schema: string;
  tables: TableSpec[];
  /** `orders.customer_id = customers.customer_id` */
  relations: string[];
  measures: MeasureSpec[];
  /** `customers.region` */
  dimensions: string[];
  date: string;
  /** `Finance:r`, `sofia.rossi:w` */
  shares: string;
  lastBuild: 'done' | 'failed' | 'never';
  schedule?: 'daily' | 'hourly' | 'weekly';
  rules?: SecuritySpec[];
}

interface SecuritySpec {
  column: string;
  /** Empty with `all`: everything; empty without: nothing. */
  members: string[];
  all?: true;
  exclusionary?: true;
  /** Groups or people; `default` is everyone else. */
  parties: string;
}

const range = (text: string): [number, number] => {
  const [from = '0', to = '1'] = text.split('..');
  return [Number(from), Number(to)];
};

export function valueSpecOf(words: string): ValueSpec {
  const [kind = '', rest = ''] = splitOnce(words.replace(/^\*/, ''));
  switch (kind) {
    case 'key':
      return { kind };
    case 'ref':
      return { kind: 'reference', rows: Number(rest) };
    case 'whole':
    case 'amount': {
      const [from, to] = range(rest);
      return { kind, from, to };
    }
    case 'day': {
      const [from = '2024-01-01', to = '2026-10-31'] = rest.split('..').filter((day) => day !== '');
      return { kind, from, to };
    }
    case 'pick':
      return { kind, from: rest.split('|') };
    case 'flag':
      return { kind };
    default:
      return { kind: 'text', word: rest === '' ? kind : rest };
  }
}

function splitOnce(words: string): [string, string] {
  const at = words.indexOf(' ');
  return at < 0 ? [words, ''] : [words.slice(0, at), words.slice(at + 1)];
}

/** Sisense's number for the type of such values. */
export function typeCodeOf(spec: ValueSpec): number {
  switch (spec.kind) {
    case 'key':
    case 'reference':
    case 'whole':
      return 8;
    case 'amount':
      return 40;
    case 'day':
      return 4;
    case 'flag':
      return 2;
    default:
      return 18;
  }
}
