import type { Json } from '@fes-assistant/protocol';
import { SisenseError, type SisenseErrorCode } from '@fes-assistant/sisense';

export interface Item {
  id: string;
  name: string;
  color: string;
  parent?: string;
}

export interface ItemRequest {
  method: 'list' | 'create' | 'update' | 'delete' | 'build';
  id?: string;
  item?: Omit<Item, 'id'>;
  color?: string;
  secret?: string;
}

/**
 * What goes wrong with a request: no bytes left; the change was made and its answer lost; neither change nor answer; an
 * answer that refuses; an answer of success without the change; a server that fails after the change.
 */
export type Fault =
  | 'unreachable'
  | 'lost-answer'
  | 'lost-request'
  | 'refused'
  | 'false-success'
  | 'unauthorized'
  | 'echo-secret'
  | 'crash-of-ours';

/** A deployment that holds coloured items: just enough to change, check and take back, with faults on demand. */
export class ItemStore {
  readonly items = new Map<string, Item>();
  readonly requests: ItemRequest[] = [];
  /** Asked for every request, in order; what it answers goes wrong. */
  fault: (request: ItemRequest, number: number) => Fault | undefined = () => undefined;
  /** Awaited before every request is served. */
  gate: (request: ItemRequest) => Promise<void> | void = () => {};
  #made = 0;

  get changes(): ItemRequest[] {
    return this.requests.filter(({ method }) => method !== 'list');
  }

  add(name: string, color = 'red'): Item {
    this.#made += 1;
    const item = { id: `i${this.#made}`, name, color };
    this.items.set(item.id, item);
    return item;
  }

  named(name: string): Item[] {
    return [...this.items.values()].filter((item) => item.name === name);
  }

  /** What is there, without ids: equal for equal outcomes. */
  contents(): string[] {
    const parentName = (id: string | undefined) =>
      id === undefined ? '' : ` in ${this.items.get(id)?.name ?? 'nothing'}`;
    return [...this.items.values()].map(({ name, color, parent }) => `${name} ${color}${parentName(parent)}`).sort();
  }

  /** Keeps the request that makes this item waiting. */
  hold(name: string): { reached: Promise<void>; letGo: () => void } {
    const reached = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    this.gate = async ({ item }) => {
      if (item?.name !== name) return;
      reached.resolve();
      await go.promise;
    };
    return { reached: reached.promise, letGo: go.resolve };
  }

  async call(request: ItemRequest): Promise<Json> {
    await this.gate(request);
    this.requests.push(request);
    const fault = this.fault(request, this.requests.length);
    if (fault === 'unreachable') throw error('unreachable', false);
    if (fault === 'unauthorized') throw error('unauthorized', false);
    if (fault === 'refused') throw error('invalid', false);
    if (fault === 'echo-secret') throw error('invalid', false, `"${request.secret}" is too short`);
    if (fault === 'lost-request') throw error('timeout', true);
    if (fault === 'crash-of-ours') throw new TypeError('undefined is not a function');
    if (fault === 'false-success') return { id: 'i0' };
    const answer = this.#serve(request);
    if (fault === 'lost-answer') throw error('timeout', true);
    return answer;
  }

  #serve({ method, id = '', item, color }: ItemRequest): Json {
    switch (method) {
      case 'list':
        return [...this.items.values()].map((one) => ({ ...one }));
      case 'create': {
        this.#made += 1;
        const made = { ...(item ?? { name: '', color: '' }), id: `i${this.#made}` };
        this.items.set(made.id, made);
        return { id: made.id };
      }
      case 'update': {
        const found = this.items.get(id);
        if (!found) throw error('not-found', false);
        this.items.set(id, { ...found, color: color ?? found.color });
        return { id };
      }
      case 'delete':
        if (!this.items.delete(id)) throw error('not-found', false);
        return {};
      default:
        return { id };
    }
  }
}

function error(code: SisenseErrorCode, mayHaveHappened: boolean, serverReason = 'because'): SisenseError {
  const request = { method: 'POST', path: '/items', endpoint: 'items.change' };
  return new SisenseError(`The items answered ${code}.`, { code, serverReason, request, mayHaveHappened });
}
