import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';

/** Something numbered that can be read again from any place: a conversation, an operation's journal. */
export interface EventSource<Entry extends { seq: number }> {
  read(after: number): Promise<Entry[]>;
  /** Resolves when there may be more than `after`, or when `signal` aborts. */
  more(after: number, signal: AbortSignal): Promise<void>;
  /** Whether nothing can follow any more. */
  isOver?(entry: Entry): boolean;
}

const keepAliveMs = 10_000;
const writeDeadlineMs = 10_000;

/** A view of what is on disk: everything after the caller's place, then what follows. A slow reader is dropped and can resume. */
export function streamEvents<Entry extends { seq: number }>(context: Context, source: EventSource<Entry>): Response {
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    const closed = new AbortController();
    stream.onAbort(() => closed.abort());
    const beat = setInterval(() => void stream.write(': keepalive\n\n').catch(() => closed.abort()), keepAliveMs);
    try {
      await stream.write(': open\n\n');
      await follow({ stream, source, after: placeOf(context), closed });
    } finally {
      clearInterval(beat);
      closed.abort();
    }
  });
}

/** Where the reader was: `Last-Event-ID`, which the browser sends by itself, before `?after=`. */
function placeOf(context: Context): number {
  const place = Number(context.req.header('Last-Event-ID') ?? context.req.query('after') ?? 0);
  return Number.isSafeInteger(place) && place > 0 ? place : 0;
}

async function follow<Entry extends { seq: number }>({
  stream,
  source,
  after,
  closed,
}: {
  stream: SSEStreamingApi;
  source: EventSource<Entry>;
  after: number;
  closed: AbortController;
}): Promise<void> {
  let place = after;
  while (!closed.signal.aborted) {
    const entries = await source.read(place);
    for (const entry of entries) {
      if (!(await written(stream, entry))) return;
      place = entry.seq;
      if (source.isOver?.(entry)) return;
    }
    if (entries.length === 0) await source.more(place, closed.signal);
  }
}

async function written(stream: SSEStreamingApi, entry: { seq: number }): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), writeDeadlineMs);
  });
  const write = stream.writeSSE({ id: String(entry.seq), data: JSON.stringify(entry) }).then(() => true);
  try {
    return await Promise.race([write, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
