/** Things by key, of which some are made only when looked at, and kept only when they are about to be changed. */
export class Shelf<T> {
  readonly #kept = new Map<string, T>();
  readonly #makers = new Map<string, () => T>();

  /** To look at. What is made for a look is not kept: change only what `edit` gives. */
  get(key: string): T | undefined {
    return this.#kept.get(key) ?? this.#makers.get(key)?.();
  }

  /** To change. */
  edit(key: string): T | undefined {
    const value = this.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    this.#makers.delete(key);
    this.#kept.set(key, value);
  }

  setLazily(key: string, make: () => T): void {
    this.#makers.set(key, make);
  }

  has(key: string): boolean {
    return this.#kept.has(key) || this.#makers.has(key);
  }

  delete(key: string): boolean {
    return this.#makers.delete(key) || this.#kept.delete(key);
  }

  get size(): number {
    return this.#kept.size + this.#makers.size;
  }

  /** Those that are no longer made anew for each look. */
  keptKeys(): Iterable<string> {
    return this.#kept.keys();
  }

  *keys(): Generator<string> {
    yield* this.#kept.keys();
    yield* this.#makers.keys();
  }

  *values(): Generator<T> {
    for (const key of [...this.keys()]) {
      const value = this.get(key);
      if (value !== undefined) yield value;
    }
  }
}
