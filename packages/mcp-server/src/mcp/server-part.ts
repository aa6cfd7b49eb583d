import type {
  CallToolRequest,
  CallToolResult,
  ClientCapabilities,
  CompleteRequest,
  GetPromptRequest,
  GetPromptResult,
  InputRequiredResult,
  Prompt,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
  ServerCapabilities,
  ServerContext,
  Tool,
} from '@modelcontextprotocol/server';
import type { Scope } from '../callers/scopes.ts';
import type { SessionScope } from './legacy-sessions.ts';
import type { Task } from './tasks.ts';

/** What a handler knows about the request it answers, in both revisions alike. */
export interface RequestContext {
  principal: string;
  /** What the caller may do. */
  scopes: readonly Scope[];
  /** Headers of the HTTP request; absent over stdio. */
  headers: Headers | undefined;
  clientCapabilities: ClientCapabilities;
  /** Whether the client declares the Tasks extension with this request, so that a call may answer with a task. */
  takesTasks: boolean;
  /** The session of a client that speaks 2025-11-25 or older. */
  scope: SessionScope | undefined;
  /** Signs what the client is to bring back with its answer; `sdk.mcpReq.requestState()` reads it there, verified. */
  mintState: (state: unknown) => Promise<string>;
  sdk: ServerContext;
}

/** Watches a resource for one person, who may not be able to read it: then `changed` is never called. */
export type WatchResource = (
  uri: string,
  watcher: { principal: string; changed: () => void },
) => (() => void) | undefined;

/**
 * A part of what the server offers. The product's tools, its resources, its prompts and the conformance suite's fixtures
 * are parts, so all of them go through the same transport, guard and handlers. A part answers `undefined` for a name that
 * is not its own.
 */
export interface ServerPart {
  capabilities: ServerCapabilities;
  tools?: {
    list(context: RequestContext): Tool[];
    call(
      params: CallToolRequest['params'],
      context: RequestContext,
    ): Promise<CallToolResult | InputRequiredResult | undefined>;
  };
  resources?: {
    list(context: RequestContext): Resource[];
    templates: ResourceTemplateType[];
    read(uri: string, context: RequestContext): Promise<ReadResourceResult | undefined>;
    /** Calls `changed` whenever the resource did, until the answer is called; `undefined` for one that cannot be watched. */
    watch?: WatchResource;
  };
  prompts?: {
    list: Prompt[];
    get(
      params: GetPromptRequest['params'],
      context: RequestContext,
    ): Promise<GetPromptResult | InputRequiredResult | undefined>;
  };
  /** What the part holds of tasks. Each answers nothing, or `false`, for an id that is not the caller's. */
  tasks?: {
    get(taskId: string, context: RequestContext): Promise<Task | undefined>;
    update(
      given: { taskId: string; inputResponses: Record<string, unknown> },
      context: RequestContext,
    ): Promise<boolean>;
    cancel(taskId: string, context: RequestContext): Promise<boolean>;
  };
  complete?: (params: CompleteRequest['params'], context: RequestContext) => Promise<string[] | undefined>;
}
