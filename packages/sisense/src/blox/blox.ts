import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { type CallOptions, notFound, unlessMissing } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { bloxAction } from './endpoints.ts';

/** A custom action of BloX (capabilities-1 §2.10). */
export type BloxAction = z.output<typeof bloxAction>;

/** Custom actions of BloX widgets (rest-api §10). */
export class Blox {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every custom action, on Linux, or on Windows where the Linux address does not exist (rest-api §11). */
  async list({ signal }: CallOptions = {}): Promise<BloxAction[]> {
    const onLinux = await unlessMissing(this.#calls.call(endpoints['blox.list'], { signal }));
    return onLinux ?? this.#calls.call(endpoints['blox.listWindows'], { signal });
  }

  /** @throws SisenseError `not-found` */
  async get(type: string, options: CallOptions = {}): Promise<BloxAction> {
    const found = (await this.list(options)).find((action) => action.type === type);
    if (!found) throw notFound({ kind: 'BloX action', wanted: type, endpoint: endpoints['blox.list'] });
    return found;
  }

  /** Makes an action, or overwrites the one of this type; gives it as it is then (the answer is empty). Linux only. */
  async save(action: BloxAction, { signal }: CallOptions = {}): Promise<BloxAction> {
    await this.#calls.call(endpoints['blox.save'], { body: action, signal });
    return readBack(() => this.get(action.type, { signal }));
  }

  /** Linux only. */
  async delete(type: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['blox.delete'], { body: { type }, signal });
  }
}
