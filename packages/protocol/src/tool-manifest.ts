import type { Json } from './canonical-json.ts';

export type Effect = 'read' | 'change';

/** How a value is shown in a table. `list` is an array of short texts; `json` is shown folded. */
export type ColumnKind = 'text' | 'number' | 'date' | 'boolean' | 'id' | 'list' | 'json' | 'link';

export interface Column {
  /** Key of the row. */
  key: string;
  title: string;
  kind: ColumnKind;
}

/** A secret that a change takes. It is asked for at approval, never accepted as an argument. */
export interface SecretField {
  name: string;
  label: string;
  required: boolean;
}

export interface ToolExample {
  /** What a person would type. */
  ask: string;
  input: Record<string, Json>;
}

/** JSON Schema (draft 2020-12) of an object. */
export type JsonSchema = { [keyword: string]: Json };

export interface ToolAnnotations {
  title: string;
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

/** One tool as a host may see it: derived from its definition, held in the resource `fes://catalog`. */
export interface ToolManifest {
  /** Dotted id, `access.get_user`. */
  id: string;
  /** The name published in `tools/list`: dotted or with underscores, by `MCP_TOOL_NAME_MODE`. */
  name: string;
  module: string;
  title: string;
  description: string;
  effect: Effect;
  annotations: ToolAnnotations;
  inputSchema: JsonSchema;
  outputSchema: JsonSchema;
  /** Empty for a tool whose result is one item. */
  columns: Column[];
  examples: ToolExample[];
  tags: string[];
  secrets: SecretField[];
  /** For a change: how far it can be undone, in words. */
  undo?: string;
}

/** Content of the resource `fes://catalog` (JSON). */
export interface ToolCatalog {
  /** SHA-256 of the tools as listed; changes when the list does. */
  hash: string;
  tools: ToolManifest[];
}

export const catalogUri = 'fes://catalog';

/** Key of a tool's dotted id in `_meta` of `tools/list`. */
export const toolIdMeta = 'fes/id';
