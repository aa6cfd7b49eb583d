import type { Json } from './canonical-json.ts';
import type { Column } from './tool-manifest.ts';

export type Row = Record<string, Json>;

/** `structuredContent` of a read that answers with rows. */
export interface RowsResult {
  rows: Row[];
  columns: Column[];
  /** How many rows there are in all, of which `rows` may be a page. */
  total: number;
  nextCursor?: string;
  /** Name of the whole result on the tool server, `$r3`: other tools accept references into it. */
  handle?: string;
  /** What the reader must know to read it right: what was left out and why. */
  notes?: string[];
}

/** `structuredContent` of a read that answers with one thing. */
export interface ItemResult {
  item: Json;
  columns: Column[];
  total: 1;
  handle?: string;
  notes?: string[];
}

export type ReadResult = RowsResult | ItemResult;
