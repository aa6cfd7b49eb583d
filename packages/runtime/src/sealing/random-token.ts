import { randomBytes } from 'node:crypto';

/** 256 random bits in letters that fit a header, a URL and a file. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A code that a person types: 100 random bits, without letters that look alike, in groups of five. */
export function randomCode(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';
  const code = Array.from(randomBytes(20), (byte) => letters[byte % 32]).join('');
  return code.match(/.{5}/g)?.join('-') ?? code;
}
