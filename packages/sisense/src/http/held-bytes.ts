/** Bounds how much has come and waits to be understood, beside the answers that still come. */
export class HeldBytes {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The function that says it is done with; nothing where it would be too much. */
  take(bytes: number): (() => void) | undefined {
    if (this.#held > 0 && this.#held + bytes > this.#most) return undefined;
    this.#held += bytes;
    return () => {
      this.#held -= bytes;
    };
  }
}
