import { callMeta, type ReadResult, type ToolFailure } from '@fes-assistant/protocol';
import { toolText } from '@fes-assistant/tools';
import type { CallToolResult } from '@modelcontextprotocol/server';

/** A failure as a tool result: our sentence, and what the deployment said as a quotation. */
export function failureAnswer(failure: ToolFailure): CallToolResult {
  const said = failure.serverReason === undefined ? '' : `\nSisense said: ${JSON.stringify(failure.serverReason)}`;
  return {
    isError: true,
    content: [{ type: 'text', text: failure.message + said }],
    _meta: { [callMeta.failure]: failure },
  };
}

export function readAnswer(result: ReadResult): CallToolResult {
  return { content: [{ type: 'text', text: toolText(result) }], structuredContent: { ...result } };
}
