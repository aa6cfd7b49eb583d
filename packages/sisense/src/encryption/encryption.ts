import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import { isRecord } from '../http/server-reason.ts';
import type { CallOptions } from '../lookup.ts';

type EncryptionEndpoint = (typeof endpoints)['encryption.encrypt'] | (typeof endpoints)['encryption.decrypt'];

/** Encryption of secrets with the key of the deployment (rest-api §7.6). */
export class Encryption {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The text as Sisense encrypts it; given and answered in bodies only, never in an address (rest-api §14). */
  encrypt(value: string, options: CallOptions = {}): Promise<string> {
    return this.#turn(endpoints['encryption.encrypt'], value, options);
  }

  /** The secret in the clear: not for logs, models or lists. */
  decrypt(value: string, options: CallOptions = {}): Promise<string> {
    return this.#turn(endpoints['encryption.decrypt'], value, options);
  }

  async #turn(endpoint: EncryptionEndpoint, value: string, { signal }: CallOptions): Promise<string> {
    const answer: unknown = await this.#calls.call(endpoint, { body: { value }, signal });
    if (typeof answer === 'string') return answer;
    if (isRecord(answer) && typeof answer['value'] === 'string') return answer['value'];
    throw new SisenseError('Sisense did not answer with a text; this deployment may not offer encryption.', {
      code: 'unexpected-answer',
      request: { method: endpoint.method, path: endpoint.path, endpoint: endpoint.id },
      mayHaveHappened: false,
    });
  }
}
