import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const key = createHash('sha256').update('simulated installation key').digest();

/** The same text gives the same cipher, so that an export can be compared with one made before. */
export function encrypted(text: string): string {
  const start = createHash('sha256').update(text).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-256-ctr', key, start);
  return Buffer.concat([start, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** Undefined when it was not made by `encrypted`. */
export function decrypted(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < 17) return undefined;
  const start = bytes.subarray(0, 16);
  const decipher = createDecipheriv('aes-256-ctr', key, start);
  const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
  return createHash('sha256').update(plain).digest().subarray(0, 16).equals(start) ? plain : undefined;
}
