import { z } from 'zod';

/** Schemas from the text of an environment variable to a typed value. Messages complete the sentence "It must be …". */

const truths: Record<string, boolean> = { true: true, '1': true, yes: true, false: false, '0': false, no: false };

export function yesOrNo() {
  return z.string().transform((text, issues) => {
    const value = truths[text.toLowerCase()];
    if (value === undefined) return refuse(issues, 'true or false');
    return value;
  });
}

export function wholeNumber({ min, max }: { min: number; max: number }) {
  return z.string().transform((text, issues) => {
    const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) return refuse(issues, `a whole number from ${min} to ${max}`);
    return value;
  });
}

export function decimal({ min, max }: { min: number; max: number }) {
  return z.string().transform((text, issues) => {
    const value = /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) return refuse(issues, `a number from ${min} to ${max}`);
    return value;
  });
}

export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.string().transform((text, issues): Words[number] => {
    const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    return word ?? refuse(issues, `one of ${words.join(', ')}`);
  });
}

/** `90`, `90s`, `10m`, `24h`, `7d`, in seconds. */
export function duration({ min, max }: { min: number; max: number }) {
  const seconds: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
  return z.string().transform((text, issues) => {
    const [, amount = '', unit = ''] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
    const value = amount === '' ? Number.NaN : Number(amount) * (seconds[unit] ?? Number.NaN);
    if (!(value >= min && value <= max)) return refuse(issues, `a time such as 90s, 10m or 24h, ${min} s to ${max} s`);
    return value;
  });
}

export function port() {
  return wholeNumber({ min: 0, max: 65_535 });
}

/** An http(s) address without user, query and fragment; a slash at its end is dropped. */
export function webAddress() {
  return z.string().transform((text, issues) => {
    const url = URL.parse(text);
    const plain = url && !url.username && !url.password && !text.includes('?') && !text.includes('#');
    if (!plain || !/^https?:$/.test(url.protocol) || hasControl(text)) {
      return refuse(issues, 'an address such as https://host.example.com, without user, query and fragment');
    }
    return url.href.replace(/\/+$/, '');
  });
}

export function list() {
  return z.string().transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );
}

export function listOf<const Words extends readonly string[]>(words: Words) {
  return list().transform((items, issues): Words[number][] => {
    const known = items.flatMap((item) => words.filter((word) => word === item));
    if (known.length !== items.length || known.length === 0) {
      return refuse(issues, `a comma-separated list of ${words.join(', ')}`);
    }
    return known;
  });
}

/** Host names or addresses as they stand in a Host header, with or without a port. */
export function hostList() {
  return list().transform((items, issues) => {
    const good = items.every((item) => /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(item));
    if (!good || items.length === 0)
      return refuse(issues, 'a comma-separated list of host names, such as fes.acme.com');
    return items.map((item) => item.toLowerCase());
  });
}

export function text({ pattern, what = 'text without line breaks' }: { pattern?: RegExp; what?: string } = {}) {
  return z.string().transform((value, issues) => {
    if (hasControl(value) || (pattern && !pattern.test(value))) return refuse(issues, what);
    return value;
  });
}

export function secretText({ min = 1 }: { min?: number } = {}) {
  return z.string().transform((value, issues) => {
    if (hasControl(value) || /\s/.test(value)) return refuse(issues, 'one word without blanks or line breaks');
    if (value.length < min) return refuse(issues, `at least ${min} characters long`);
    return value;
  });
}

function refuse(issues: z.core.$RefinementCtx, mustBe: string): never {
  issues.addIssue({ code: 'custom', message: mustBe });
  return z.NEVER;
}

function hasControl(value: string): boolean {
  return [...value].some((char) => char < ' ' || char === '\u007f');
}
