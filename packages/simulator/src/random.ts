import { hash } from 'node:crypto';

/** 32 hex digits that depend on nothing but the words given. */
export function digestOf(...words: (string | number)[]): string {
  return hash('sha256', words.join('\u0000'), 'hex');
}

/** A number from 0 up to (not including) 1 that depends on nothing but the words given. */
export function fractionOf(...words: (string | number)[]): number {
  return Number.parseInt(digestOf(...words).slice(0, 13), 16) / 2 ** 52;
}

export interface Random {
  /** From 0 up to (not including) 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  whole(range: { from: number; to: number }): number;
  pick<T>(choices: readonly T[]): T;
}

/** A stream of numbers that is the same for the same seed (mulberry32). */
export function createRandom(...seed: (string | number)[]): Random {
  let state = Number.parseInt(digestOf(...seed).slice(0, 8), 16);
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = ({ from, to }: { from: number; to: number }) => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    whole,
    pick: <T>(choices: readonly T[]): T => {
      const choice = choices[whole({ from: 0, to: choices.length - 1 })];
      if (choice === undefined) throw new Error('Nothing to pick from.');
      return choice;
    },
  };
}
