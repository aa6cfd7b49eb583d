import type { ToolAnnotations } from '@fes-assistant/protocol';
import type { Tool } from '../tool.ts';

/** The hints that hosts use to decide what to ask before; derived, so that none can be forgotten. */
export function annotations(tool: Tool): ToolAnnotations {
  const change = tool.effect === 'change';
  return {
    title: tool.title,
    readOnlyHint: !change,
    destructiveHint: change && tool.destructive,
    idempotentHint: change ? tool.idempotent : true,
    openWorldHint: true,
  };
}
