import { randomBytes } from 'node:crypto';

/** 22 characters that nobody can guess. None begins with a dash: on a command line it would be taken for an option. */
export function newOperationId(): string {
  return randomBytes(16).toString('base64url').replace(/^-/, '_');
}
