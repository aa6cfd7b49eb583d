import type { ConversationEntry, JournalEntry, Operation, OperationEvent, TurnEvent } from '@fes-assistant/protocol';
import { foldOperation } from '@fes-assistant/protocol';

/** One conversation's events, with everyone who listens. */
export class FakeConversation {
  readonly id: string;
  readonly mode: 'chat' | 'migration';
  title = '';
  entries: ConversationEntry[] = [];
  operations = new Map<string, Operation>();
  turnOf = new Map<string, string>();
  #listeners = new Set<() => void>();

  constructor(id: string, mode: 'chat' | 'migration') {
    this.id = id;
    this.mode = mode;
  }

  push(event: TurnEvent): void {
    this.entries.push({ seq: this.entries.length + 1, at: new Date().toISOString(), ...event });
    if (event.type === 'turn-started' && event.by === 'person' && this.title === '')
      this.title = event.text.slice(0, 80);
    if (event.type === 'approval-needed') {
      this.operations.set(event.operation.id, event.operation);
      this.turnOf.set(event.operation.id, event.turn);
    }
    for (const listener of this.#listeners) listener();
  }

  /** What happens next to an operation, as its journal would say it. */
  advance(id: string, events: OperationEvent[]): Operation {
    const before = this.operations.get(id);
    if (!before) throw new Error(`No operation ${id}.`);
    const now = events.reduce((operation, event) => {
      const entry: JournalEntry = { seq: operation.seq + 1, at: new Date().toISOString(), ...event };
      return foldOperation(id, operation, entry);
    }, before);
    this.operations.set(id, now);
    const { plan: _plan, ...change } = now;
    const touched = new Set(events.flatMap((event) => ('step' in event ? [event.step] : [])));
    const steps = Object.fromEntries(Object.entries(now.steps).filter(([step]) => touched.has(step)));
    this.push({
      type: 'operation-changed',
      turn: this.turnOf.get(id) ?? '',
      operationId: id,
      change: { ...change, steps },
    });
    return now;
  }

  get isRunning(): boolean {
    const ended = new Set(this.entries.flatMap((entry) => (entry.type === 'turn-ended' ? [entry.turn] : [])));
    return this.entries.some((entry) => entry.type === 'turn-started' && !ended.has(entry.turn));
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
