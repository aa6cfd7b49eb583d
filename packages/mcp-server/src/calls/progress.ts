import type { ServerContext } from '@modelcontextprotocol/server';

export type ReportProgress = (message: string, done?: number, total?: number) => void;

/**
 * Sends progress notifications for a request that carries a `progressToken`; `undefined` for one that does not. The
 * number always grows, as the protocol demands, also where only words changed. Who left is not told.
 */
export function progressOf(sdk: ServerContext): ReportProgress | undefined {
  const progressToken = sdk.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let last = 0;
  return (message, done, total) => {
    last = done !== undefined && done > last ? done : last + smallStep(last, total);
    const params = { progressToken, progress: last, ...(total === undefined ? {} : { total }), message };
    sdk.mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

function smallStep(last: number, total: number | undefined): number {
  return total === undefined ? 1 : Math.max((total - last) / 1_000, Number.EPSILON);
}
