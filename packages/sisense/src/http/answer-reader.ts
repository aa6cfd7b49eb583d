import type { PassThrough } from 'node:stream';
import { understand } from './answer.ts';
import { pour, readBody } from './body.ts';
import { BodyRefused } from './body-refused.ts';
import type { Clock } from './clock.ts';
import type { HeldBody } from './json-reader.ts';
import type { Limits } from './limits.ts';
import type { PreparedRequest } from './request.ts';
import { secretsIn, without } from './secrets.ts';
import type { Answer } from './transport.ts';

const errorBytes = 1024 * 1024;

/** An answer that has come. */
export interface ReceivedBody<T> {
  /** In memory until the value is made. */
  bytes: number;
  /** Work that needs no connection any more. Rejects with the signal's reason when it is aborted meanwhile. */
  value(signal: AbortSignal): T | Promise<T>;
}

/** Real ones are much longer; a shorter one would take words apart. */
const shortestToken = 8;

/** Reads answers off the wire, within the limits of their endpoint. */
export class AnswerReader {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #token: string | undefined;

  constructor({ limits, clock, token }: { limits: Limits; clock: Clock; token: string | undefined }) {
    this.#limits = limits;
    this.#clock = clock;
    this.#token = token;
  }

  /**
   * Reads a whole answer.
   *
   * @throws SisenseError also from making its value
   */
  async read(answer: Answer, request: PreparedRequest): Promise<ReceivedBody<unknown>> {
    const { large, answerAs } = request.endpoint;
    const good = isGood(answer);
    const reading = readBody(answer.body, {
      encoding: answer.headers['content-encoding'],
      length: Number(answer.headers['content-length'] ?? 0),
      isJson: good && answerAs !== 'text' && answerAs !== 'bytes',
      bytes: good ? (large ? this.#limits.largeAnswerBytes : this.#limits.answerBytes) : errorBytes,
      depth: this.#limits.depth,
      values: large ? this.#limits.largeValues : this.#limits.values,
    });
    const body = good ? await reading : await reading.catch(nothingIfRefused);
    const { status, headers } = answer;
    const value = async (signal: AbortSignal) =>
      understand(
        { status, headers, ...(await body.read(signal)) },
        { request, now: this.#clock.now(), redact: (text) => this.#redact(text, request) },
      );
    return { bytes: body.size, value };
  }

  /** Hands a good answer's bytes on as they come; a bad one is read and thrown. */
  async pour(
    answer: Answer,
    request: PreparedRequest,
    { signal, ...into }: { pipe: PassThrough; onPiece: () => void; signal: AbortSignal },
  ): Promise<void> {
    if (!isGood(answer)) {
      const failure = await this.read(answer, request);
      await failure.value(signal);
    }
    const encoding = answer.headers['content-encoding'];
    await pour(answer.body, { ...into, encoding, bytes: this.#limits.streamBytes });
  }

  #redact(text: string, request: PreparedRequest): string {
    const token = this.#token !== undefined && this.#token.length >= shortestToken ? [this.#token] : [];
    return without([...token, ...secretsIn(request)], text);
  }
}

function isGood({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** What is wrong is known from the status; a body that is too much only loses its words. */
function nothingIfRefused(error: unknown): HeldBody {
  if (error instanceof BodyRefused) return { size: 0, read: async () => ({ bytes: Buffer.alloc(0) }) };
  throw error;
}
