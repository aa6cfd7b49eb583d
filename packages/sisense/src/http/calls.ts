import { PassThrough } from 'node:stream';
import type { SisenseError } from '../errors.ts';
import { AnswerReader, type ReceivedBody } from './answer-reader.ts';
import { type CallsOptions, type RequestEvent, wiring } from './call-options.ts';
import { type Clock, systemClock } from './clock.ts';
import { Gate } from './gate.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Deployment, parseDeployment } from './origin.ts';
import {
  type AnswerOf,
  type CallInput,
  failed,
  type LooseInput,
  type NamedEndpoint,
  type PreparedRequest,
  prepare,
  refusedChange,
} from './request.ts';
import { isSisenseError, mayRecover, pauseBefore } from './retry.ts';
import { type Answer, Transport } from './transport.ts';
import { ownTurn } from './turns.ts';
import { brokenOff, DeadlinePassed } from './wire-failure.ts';

interface Scope {
  signal: AbortSignal;
  endsAt: number;
}

interface Receiver<T> {
  /** Reads the answer off the wire. */
  receive(answer: Answer, signal: AbortSignal): Promise<ReceivedBody<T>>;
  /** Whether nothing was handed on yet, so that another try may begin anew. */
  mayRepeat(): boolean;
}

/** Makes calls of endpoints: bounded, timed, retried where that is safe, and understood. */
export class Calls {
  readonly deployment: Deployment;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly #token: string | undefined;
  readonly #transport: Transport;
  readonly #reader: AnswerReader;
  readonly #gate: Gate;
  readonly #onRequest: ((event: RequestEvent) => void) | undefined;
  readonly #readsOnly: boolean;
  readonly #closing = new AbortController();
  readonly #ended: AbortSignal;

  constructor(options: CallsOptions) {
    this.deployment = parseDeployment(options.origin);
    this.limits = { ...defaultLimits, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.#token = options.token === undefined ? undefined : checkedToken(options.token);
    this.#reader = new AnswerReader({
      limits: this.limits,
      clock: this.clock,
      token: this.#token,
    });
    this.#gate = options.gate ?? new Gate({ limits: this.limits, clock: this.clock });
    this.#onRequest = options.onRequest;
    this.#readsOnly = options.readsOnly ?? false;
    this.#ended = AbortSignal.any([this.#closing.signal, ...(options.signal ? [options.signal] : [])]);
    this.#transport = new Transport({ ...wiring(options), deployment: this.deployment, limits: this.limits });
  }

  /**
   * Calls one endpoint. A read may be tried several times; a change is sent once, ever.
   *
   * @throws SisenseError
   */
  async call<E extends NamedEndpoint>(endpoint: E, input: CallInput<E>): Promise<AnswerOf<E>> {
    const request = prepare(endpoint, input as LooseInput);
    return this.#inScope(request, input.signal, (scope) =>
      this.#tries(request, scope, { receive: (answer) => this.#reader.read(answer, request), mayRepeat: () => true }),
    ) as Promise<AnswerOf<E>>;
  }

  /**
   * Calls an endpoint whose answer is bytes, and gives them piece by piece, at the pace of whoever reads them. It holds a
   * slot of the deployment until it is read to its end or left.
   *
   * @throws SisenseError
   */
  async *stream<E extends NamedEndpoint>(
    endpoint: E,
    input: CallInput<E>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const request = prepare(endpoint, input as LooseInput);
    const pipe = new PassThrough({ objectMode: true, highWaterMark: piecesAhead });
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, ...(input.signal ? [input.signal] : [])]);
    let poured = 0;
    const receiver = {
      receive: async (answer: Answer, signal: AbortSignal) => {
        await this.#reader.pour(answer, request, { pipe, onPiece: () => (poured += 1), signal });
        return { bytes: 0, value: () => {} };
      },
      mayRepeat: () => poured === 0,
    };
    const pouring = this.#inScope(request, signal, (scope) => this.#tries(request, scope, receiver)).catch(
      (error: unknown) => void pipe.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    try {
      for await (const piece of pipe) yield piece as Uint8Array;
    } finally {
      leaving.abort();
      pipe.destroy();
      await pouring;
    }
  }

  /** Cancels what runs and ends all connections. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#transport.close();
  }

  async #inScope<T>(
    request: PreparedRequest,
    signal: AbortSignal | undefined,
    run: (scope: Scope) => Promise<T>,
  ): Promise<T> {
    const { endpoint } = request;
    if (this.#readsOnly && endpoint.effect === 'change') throw refusedChange(request);
    const ms =
      endpoint.effect === 'change' ? this.limits.changeMs : endpoint.large ? this.limits.largeMs : this.limits.readMs;
    const deadline = new AbortController();
    const done = new AbortController();
    this.clock.sleep(ms, done.signal).then(
      () => deadline.abort(new DeadlinePassed()),
      () => {},
    );
    const signals = [this.#ended, deadline.signal, ...(signal ? [signal] : [])];
    try {
      return await run({ signal: AbortSignal.any(signals), endsAt: this.clock.now() + ms });
    } finally {
      done.abort(over);
    }
  }

  async #tries<T>(request: PreparedRequest, scope: Scope, receiver: Receiver<T>): Promise<T> {
    this.#gate.budget.earn();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(request, scope, { attempt, receiver });
      } catch (error) {
        if (!isSisenseError(error) || !this.#isWorthAnother(request, error, attempt)) throw error;
        if (!receiver.mayRepeat()) throw error;
        const pause = pauseBefore(attempt + 1, { error, clock: this.clock, longestMs: this.limits.longestPauseMs });
        if (this.clock.now() + pause >= scope.endsAt || !this.#gate.budget.spend()) throw error;
        await this.#wait(pause, request, scope);
      }
    }
  }

  #isWorthAnother(request: PreparedRequest, error: SisenseError, attempt: number): boolean {
    const { effect, large } = request.endpoint;
    if (effect === 'change' || attempt >= this.limits.tries) return false;
    return mayRecover(error) && !(large && error.code === 'timeout');
  }

  async #wait(ms: number, request: PreparedRequest, { signal }: Scope): Promise<void> {
    try {
      await this.clock.sleep(ms, signal);
    } catch (error) {
      throw this.#brokenOff(error, { request, signal, left: false });
    }
  }

  async #once<T>(
    request: PreparedRequest,
    { signal }: Scope,
    { attempt, receiver }: { attempt: number; receiver: Receiver<T> },
  ): Promise<T> {
    const departure = { left: false };
    const leave = await this.#enter(request, signal);
    const startedAt = this.clock.now();
    let status: number | undefined;
    try {
      this.#askBreaker(request);
      const answer = await this.#transport.send(this.#exchange(request, signal), departure);
      status = answer.status;
      const received = await receiver.receive(answer, signal);
      const value = await this.#valueOf(received, { leave, signal });
      this.#gate.breaker.succeeded();
      this.#tell(request, { attempt, startedAt, status });
      return value;
    } catch (cause) {
      const error = isSisenseError(cause) ? cause : this.#brokenOff(cause, { request, signal, left: departure.left });
      this.#judge(error);
      this.#tell(request, { attempt, startedAt, status, failure: error.code });
      throw error;
    } finally {
      leave();
    }
  }

  /** The slot is free while the value is made, unless so much waits for that already that no more should come. */
  async #valueOf<T>(
    received: ReceivedBody<T>,
    { leave, signal }: { leave: () => void; signal: AbortSignal },
  ): Promise<T> {
    const { bulkhead, held } = this.#gate;
    const isWaitedFor = bulkhead.isWaitedFor;
    const letGo = held.take(received.bytes);
    if (letGo) leave();
    try {
      if (letGo && isWaitedFor) await ownTurn();
      return await received.value(signal);
    } finally {
      letGo?.();
    }
  }

  async #enter(request: PreparedRequest, signal: AbortSignal): Promise<() => void> {
    try {
      return await this.#gate.bulkhead.enter(request.endpoint.effect, signal);
    } catch (error) {
      throw this.#brokenOff(error, { request, signal, left: false });
    }
  }

  #askBreaker(request: PreparedRequest): void {
    const waitMs = this.#gate.breaker.ask();
    if (waitMs <= 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw failed(request, {
      code: 'unavailable',
      message: `${this.deployment.hostname} failed several times in a row and is left alone for ${seconds} seconds; try again then.`,
      retryAfter: seconds,
      mayHaveHappened: false,
    });
  }

  #judge(error: SisenseError): void {
    const { status, cause } = error.details;
    if (error.code === 'unavailable' && status === undefined) return;
    const isDown = error.code === 'timeout' || (error.code === 'unreachable' && mayRecover(error));
    if (isDown || status === 502 || status === 503 || status === 504) this.#gate.breaker.failed();
    else if (status === undefined || cause !== undefined) this.#gate.breaker.unknown();
    else this.#gate.breaker.succeeded();
  }

  #exchange(request: PreparedRequest, signal: AbortSignal) {
    const { endpoint } = request;
    const headersMs =
      endpoint.effect === 'change'
        ? this.limits.changeMs
        : endpoint.large
          ? this.limits.largeHeadersMs
          : this.limits.headersMs;
    return {
      method: endpoint.method,
      target: this.deployment.tenantPath + request.target,
      headers: {
        ...request.headers,
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      headersMs,
      signal,
    };
  }

  #brokenOff(cause: unknown, context: { request: PreparedRequest; signal: AbortSignal; left: boolean }): SisenseError {
    return brokenOff(cause, { ...context, host: this.deployment.hostname });
  }

  #tell(
    request: PreparedRequest,
    end: { attempt: number; startedAt: number; status: number | undefined; failure?: string },
  ): void {
    this.#onRequest?.({
      endpoint: request.endpoint.id,
      method: request.endpoint.method,
      path: request.path,
      attempt: end.attempt,
      ...(end.status === undefined ? {} : { status: end.status }),
      ...(end.failure === undefined ? {} : { failure: end.failure }),
      milliseconds: Math.round(this.clock.now() - end.startedAt),
    });
  }
}

/** Of a stream; as objects, since a stream of bytes joins what waits, and so holds it twice. */
const piecesAhead = 4;

/** Made once: an error that takes down where it was made costs more than the rest of ending a call. */
const over = new Error('The call is over.');

function checkedToken(token: string): string {
  const trimmed = token.trim();
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw new TypeError('The token must be plain characters without spaces.');
  return trimmed;
}
