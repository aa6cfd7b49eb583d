import { createMiddleware } from 'hono/factory';

/** What one reader may leave unread before it is dropped, beside the one event that is being sent. */
const maxBytes = 256 * 1024;
/** How long a reader may take nothing while something waits for it. */
const patienceMs = 10_000;

/** The socket's response under Node, of which only this is needed. */
interface NodeBindings {
  outgoing?: { destroy(): void };
}

interface Limits {
  maxBytes: number;
  patienceMs: number;
}

/**
 * Ends event streams whose reader does not keep up, so that stalled readers hold neither memory nor sockets. Their clients
 * come back and resume: with `Last-Event-ID`, with the task, or with `operations.watch`.
 */
export function dropSlowReaders(limits: Limits = { maxBytes, patienceMs }) {
  return createMiddleware<{ Bindings: NodeBindings }>(async (context, next) => {
    await next();
    const { body, headers } = context.res;
    if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) return;
    const { outgoing } = context.env;
    const kept = new KeptUp(body.getReader(), { ...limits, drop: () => outgoing?.destroy() });
    context.res = new Response(kept.stream(), context.res);
  });
}

/** Reads a stream as fast as it comes and hands it on as fast as it is taken. */
class KeptUp {
  readonly #source: ReadableStreamDefaultReader<Uint8Array>;
  readonly #options: Limits & { drop: () => void };
  readonly #waiting: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;
  #wake: () => void = () => undefined;
  #impatience: ReturnType<typeof setTimeout> | undefined;

  constructor(source: ReadableStreamDefaultReader<Uint8Array>, options: Limits & { drop: () => void }) {
    this.#source = source;
    this.#options = options;
  }

  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#pump().catch((error: unknown) => controller.error(error));
        },
        pull: (controller) => this.#handOn(controller),
        cancel: (reason) => {
          clearTimeout(this.#impatience);
          return this.#source.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }

  async #pump(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#source.read();
      if (done) break;
      if (this.#bytes > this.#options.maxBytes) return this.#drop();
      this.#waiting.push(value);
      this.#bytes += value.byteLength;
      this.#impatience ??= this.#expectReader();
      this.#wake();
    }
    this.#ended = true;
    this.#wake();
  }

  async #handOn(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    if (this.#waiting.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const next = this.#waiting.shift();
    clearTimeout(this.#impatience);
    this.#impatience = undefined;
    if (!next) return controller.close();
    this.#bytes -= next.byteLength;
    if (this.#waiting.length > 0) this.#impatience = this.#expectReader();
    controller.enqueue(next);
  }

  #expectReader(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#drop(), this.#options.patienceMs).unref();
  }

  #drop(): void {
    this.#options.drop();
    this.#waiting.length = 0;
    this.#source.cancel('The reader is too slow.').catch(() => undefined);
  }
}
