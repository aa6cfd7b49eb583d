import type { ToolFailure } from '@fes-assistant/protocol';
import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { ToolServerError } from './tool-server.ts';

/** Words for a call that no tool answered. `effect` decides what may have happened meanwhile. */
export function callFailure(
  error: unknown,
  { url, effect, aborted }: { url: string; effect: 'read' | 'change'; aborted: boolean },
): ToolFailure {
  if (error instanceof ToolServerError) return error.failure;
  if (aborted) return { code: 'cancelled', message: 'Stopped.', fixableBy: 'asker' };
  if (error instanceof UnauthorizedError || httpStatus(error) === 401 || httpStatus(error) === 403) {
    const message = 'The tool server does not accept the backend’s token. Both need the same FES_MCP_TOKEN.';
    return { code: 'unauthorized', message, fixableBy: 'operator' };
  }
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) {
    return {
      code: 'timeout',
      message: `The tool server took too long to answer.${afterwards(effect)}`,
      fixableBy: 'operator',
    };
  }
  if (error instanceof ProtocolError) return protocolFailure(error);
  const message = `The tool server at ${url} does not answer.${afterwards(effect)} Start it, or correct PYSISENSE_MCP_HTTP_URL, and ask again.`;
  return { code: 'unavailable', message, fixableBy: 'operator' };
}

/** A request of a change only ever proposes it, so a lost answer has changed nothing. */
function afterwards(effect: 'read' | 'change'): string {
  return effect === 'change' ? ' Nothing was changed: a change waits for approval first.' : '';
}

function protocolFailure(error: ProtocolError): ToolFailure {
  if (/no tool named/i.test(error.message)) {
    return { code: 'unknown-tool', message: 'The tool server does not know this tool (any more).', fixableBy: 'us' };
  }
  return {
    code: 'invalid',
    message: `The tool server refused the call: ${error.message.slice(0, 300)}`,
    fixableBy: 'us',
  };
}

function httpStatus(error: unknown): number | undefined {
  return error instanceof SdkHttpError ? error.status : undefined;
}

/** Whether the same call may be answered a moment later: nothing of it was understood, or the connection broke. */
export function mayBeRetried(error: unknown): boolean {
  if (error instanceof ProtocolError || error instanceof UnauthorizedError) return false;
  const status = httpStatus(error);
  if (status !== undefined) return status === 404 || status === 429 || status >= 500;
  return !(error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout);
}

/** The session is gone, because the tool server was started again: it did not look at the call, so it may be sent anew. */
export function isForgottenSession(error: unknown): boolean {
  return httpStatus(error) === 404;
}
