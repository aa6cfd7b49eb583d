import type { Connection, Side } from '@fes-assistant/protocol';
import type { SecretRegistry } from '@fes-assistant/runtime';

/** The connections of one person, in memory. While a token is held, it is known as a secret. */
export class HeldConnections {
  readonly #secrets: Pick<SecretRegistry, 'add'>;
  readonly #held = new Map<Side, { connection: Connection; release: () => void }>();

  constructor(secrets: Pick<SecretRegistry, 'add'>) {
    this.#secrets = secrets;
  }

  get(side: Side): Connection | undefined {
    return this.#held.get(side)?.connection;
  }

  set(side: Side, connection: Connection): void {
    this.delete(side);
    this.#held.set(side, { connection, release: this.#secrets.add(connection.token) });
  }

  delete(side: Side): void {
    this.#held.get(side)?.release();
    this.#held.delete(side);
  }

  clear(): void {
    for (const side of [...this.#held.keys()]) this.delete(side);
  }
}
