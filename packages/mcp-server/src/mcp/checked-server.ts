import {
  type JSONRPCRequest,
  ProtocolError,
  ProtocolErrorCode,
  type Result,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

type Handler = (request: JSONRPCRequest, context: ServerContext) => Promise<Result>;

/** What the SDK throws, as text, for parameters that do not fit a method. */
const issuesSchema = z
  .array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }))
  .min(1);

/**
 * The SDK's server, which answers -32603 with its own text for parameters of a wrong type and for whatever a handler did not
 * expect. Here the first is the caller's mistake (-32602), and the second says nothing of the inside.
 */
export class CheckedServer extends Server {
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const wrapped = super._wrapHandler(method, handler);
    return async (request, context) => {
      try {
        return await wrapped(request, context);
      } catch (error) {
        if (error instanceof ProtocolError || context.mcpReq.signal.aborted) throw error;
        const issue = wrongParameter(error);
        if (issue !== undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Invalid params: ${issue}`);
        this.onerror?.(error instanceof Error ? error : new Error(String(error)));
        throw new ProtocolError(ProtocolErrorCode.InternalError, 'Internal error');
      }
    };
  }
}

function wrongParameter(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.message.startsWith('[')) return undefined;
  try {
    const [issue] = issuesSchema.parse(JSON.parse(error.message));
    return issue && `${issue.path.join('.')}: ${issue.message}`;
  } catch {
    return undefined;
  }
}
