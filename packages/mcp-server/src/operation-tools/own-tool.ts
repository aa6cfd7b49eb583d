import type { JsonSchema, ToolExample, ToolManifest } from '@fes-assistant/protocol';
import { argumentsSchema, fitting, moduleOf, Refusal } from '@fes-assistant/tools';
import { z } from 'zod';
import type { CallAnswer, ToolCall } from '../calls/tool-call.ts';

/** A tool of the server itself, about operations or results rather than about Sisense. Not subject to `ALLOW_MODULES`. */
export interface OwnTool {
  id: string;
  manifest: Omit<ToolManifest, 'name'>;
  /** Something on a deployment may change because of it: not offered where changes are off. */
  changesSisense: boolean;
  call(call: ToolCall): Promise<CallAnswer>;
}

interface OwnToolDefinition<Input extends z.ZodObject> {
  id: string;
  title: string;
  description: string;
  input: Input;
  output: JsonSchema;
  /** `change` where a call makes a difference to what runs. */
  effect: 'read' | 'change';
  changesSisense?: true;
  destructive?: true;
  examples: ToolExample[];
  run(input: z.output<Input>, call: ToolCall): Promise<CallAnswer>;
}

/** Types one such tool and derives its manifest once. */
export function ownTool<Input extends z.ZodObject>(definition: OwnToolDefinition<Input>): OwnTool {
  const { id, title, description, input, output, effect, examples } = definition;
  return {
    id,
    changesSisense: definition.changesSisense ?? false,
    manifest: {
      id,
      module: moduleOf(id),
      title,
      description,
      effect,
      annotations: {
        title,
        readOnlyHint: effect === 'read',
        destructiveHint: definition.destructive ?? false,
        idempotentHint: true,
        openWorldHint: false,
      },
      inputSchema: argumentsSchema(input),
      outputSchema: output,
      columns: [],
      examples,
      tags: [moduleOf(id)],
      secrets: [],
    },
    async call(call) {
      const parsed = fitting(input, call.args);
      if (!parsed.success) throw new Refusal(`${id} cannot run: ${z.prettifyError(parsed.error)}`, 'invalid');
      return definition.run(parsed.data, call);
    },
  };
}
