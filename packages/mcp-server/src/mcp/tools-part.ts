import { approvalKey } from '@fes-assistant/protocol';
import { type CallToolRequest, type ClientCapabilities, inputResponse } from '@modelcontextprotocol/server';
import { type CallParts, callTool } from '../calls/call-tool.ts';
import { progressOf } from '../calls/progress.ts';
import type { ToolCall } from '../calls/tool-call.ts';
import type { ToolsByMode } from './published-tools.ts';
import type { RequestContext, ServerPart } from './server-part.ts';

/** What a repeated call brings back, signed. Only the operation's id: everything else is read from its record. */
interface RequestState {
  operation?: string;
}

interface ToolsPartOptions {
  published: ToolsByMode;
  calls: CallParts;
}

/** The product's own tools. */
export function toolsPart({ published, calls }: ToolsPartOptions): ServerPart {
  return {
    capabilities: { tools: {} },
    tools: {
      list: ({ headers, scopes }) => published[calls.connections.modeOf(headers)].toolsFor(scopes),
      async call(params, context) {
        const abort = new AbortController();
        context.scope?.running.add(abort);
        try {
          const signal = AbortSignal.any([context.sdk.mcpReq.signal, abort.signal]);
          const call = toolCall({ params, context, signal });
          return await callTool(
            { name: params.name, call: { ...call, mode: calls.connections.modeOf(context.headers) } },
            calls,
          );
        } finally {
          context.scope?.running.delete(abort);
        }
      },
    },
  };
}

interface Incoming {
  params: CallToolRequest['params'];
  context: RequestContext;
  signal: AbortSignal;
}

function toolCall({ params, context, signal }: Incoming): Omit<ToolCall, 'mode'> {
  const { sdk } = context;
  const operationId = sdk.mcpReq.requestState<RequestState>()?.operation;
  const response = inputResponse(sdk.mcpReq.inputResponses, approvalKey);
  return {
    args: params.arguments ?? {},
    principal: context.principal,
    scopes: context.scopes,
    headers: context.headers,
    signal,
    progress: progressOf(sdk),
    elicits: elicits(context.clientCapabilities),
    takesTask: context.takesTasks,
    answered: operationId === undefined ? undefined : { operationId, response },
    mintState: (operation) => context.mintState({ operation } satisfies RequestState),
    scope: context.scope,
  };
}

/** How the client can ask its person. One that declares elicitation without saying how means forms: there was nothing else before URLs came. */
export function elicits({ elicitation }: ClientCapabilities): ToolCall['elicits'] {
  if (!elicitation) return { forms: false, urls: false };
  const urls = elicitation.url !== undefined;
  return { forms: elicitation.form !== undefined || !urls, urls };
}
