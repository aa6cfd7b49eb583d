import { encodedForms } from './encoded-forms.ts';

const shortestSecret = 6;
export const removed = '[removed]';

/**
 * The secrets of this process, by value, so that they can be cut out of whatever leaves it: plain or in the encodings in
 * which they get into logs, URLs and headers. A value is forgotten when everyone who added it has released it.
 */
export class SecretRegistry {
  readonly #holders = new Map<string, number>();
  #pattern: RegExp | undefined;

  /** Returns the release; calling it twice counts once. Values under six characters would remove ordinary words and are not kept. */
  add(value: string | undefined): () => void {
    if (value === undefined || value.length < shortestSecret) return () => {};
    this.#holders.set(value, (this.#holders.get(value) ?? 0) + 1);
    this.#pattern = undefined;
    let held = true;
    return () => {
      if (held) this.#release(value);
      held = false;
    };
  }

  /** Whether a known secret stands in the text, in any of its forms. */
  occursIn(text: string): boolean {
    return this.#forms()?.test(text) ?? false;
  }

  /** The text without known secrets. */
  removeFrom(text: string): string {
    const forms = this.#forms();
    return forms ? text.replace(forms, removed) : text;
  }

  #release(value: string): void {
    const left = (this.#holders.get(value) ?? 1) - 1;
    if (left > 0) this.#holders.set(value, left);
    else this.#holders.delete(value);
    this.#pattern = undefined;
  }

  #forms(): RegExp | undefined {
    if (this.#holders.size === 0) return undefined;
    if (!this.#pattern) {
      const forms = new Set([...this.#holders.keys()].flatMap(encodedForms));
      const longestFirst = [...forms].toSorted((one, other) => other.length - one.length);
      this.#pattern = new RegExp(longestFirst.map((form) => escaped(form)).join('|'), 'gi');
    }
    this.#pattern.lastIndex = 0;
    return this.#pattern;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
