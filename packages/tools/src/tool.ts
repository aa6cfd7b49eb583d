import type { Column, ConnectionIdentity, Row, SecretField, ToolExample } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import type { z } from 'zod';
import type { PlanDraft, StepKind } from './step-kind.ts';

/** What a read tool is given beside its input. Which deployment it is was decided by the request, not by the model. */
export interface ReadContext {
  sisense: Sisense;
  signal: AbortSignal;
  progress: (message: string, done?: number, total?: number) => void;
}

/** What a plan is given: the one deployment of chat mode, or both of migration mode. */
export interface PlanContext {
  sisense: Sisense;
  source?: Sisense;
  target?: Sisense;
  /** The deployments and the person logged in on each. */
  connections: ConnectionIdentity[];
  signal: AbortSignal;
  progress: (message: string, done?: number, total?: number) => void;
}

interface ToolBasics<Input extends z.ZodObject> {
  /** `<module>.<method>`, the same as in the Python implementation. */
  id: string;
  title: string;
  /** One sentence to a colleague, at most 160 characters. */
  description: string;
  input: Input;
  /** Three or more; each input fits `input` and runs on the demo deployment. */
  examples: ToolExample[];
  tags: string[];
  /** Older argument names still accepted, old → new. */
  aliases?: Record<string, string>;
}

export interface ReadTool<Input extends z.ZodObject = z.ZodObject> extends ToolBasics<Input> {
  effect: 'read';
  /** Schema of one row, or of the one item. */
  row?: z.ZodObject;
  item?: z.ZodType;
  columns: Column[];
  /** The answer is a secret: shown to a person after approval, never to a model. */
  secretResult?: true;
  /** An argument that may be a secret: left out of a call, the person who approves types it and is shown the answer. */
  secretInput?: { field: SecretField; at: readonly string[] };
  run: (
    input: z.output<Input>,
    context: ReadContext,
  ) => Promise<{ rows: Row[]; notes?: string[] } | { item: unknown; notes?: string[] }>;
}

export interface ChangeTool<Input extends z.ZodObject = z.ZodObject> extends ToolBasics<Input> {
  effect: 'change';
  /** Something that was there may be gone or replaced afterwards. */
  destructive: boolean;
  /** A second identical call changes nothing more. */
  idempotent: boolean;
  secrets?: SecretField[];
  /** The step kinds that its plans are made of; how far it can be undone is told from them. */
  steps?: StepKind[];
  plan: (input: z.output<Input>, context: PlanContext) => Promise<PlanDraft>;
}

/** Any tool, with its input type forgotten: what catalogues hold. */
export type Tool = ReadTool<z.ZodObject> | ChangeTool<z.ZodObject>;

/** Types a read: it runs when asked. Exactly one of `row` and `item` is given. */
export function readTool<Input extends z.ZodObject>(tool: Omit<ReadTool<Input>, 'effect'>): Tool {
  return { effect: 'read', ...tool } as unknown as Tool;
}

/** Types a change: it is planned when asked and carried out when a person approved the plan. */
export function changeTool<Input extends z.ZodObject>(tool: Omit<ChangeTool<Input>, 'effect'>): Tool {
  return { effect: 'change', ...tool } as unknown as Tool;
}
