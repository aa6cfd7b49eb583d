import { removed, type SecretRegistry } from './secret-registry.ts';

const secretWord =
  '[a-z0-9_-]{0,40}?(?:token|secret|passw(?:or)?d|passphrase|pwd|api[_-]?key|secret[_-]?key|private[_-]?key|authorization|cookie|credentials?)';

/** Text that looks like a secret although nobody registered it; each keeps what comes before the secret. */
const shapes: [RegExp, string][] = [
  [/\b(bearer|basic|digest|negotiate)\s+[a-z0-9._~+/=-]{6,}/gi, `$1 ${removed}`],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(\.[A-Za-z0-9_-]*)?/g, removed],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+@/gi, `$1${removed}@`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, removed],
  [
    new RegExp(`((?:\\\\*["'])?\\b${secretWord}(?:\\\\*["'])?\\s*[:=]\\s*)(\\\\*["'])(?:(?!\\2).)+\\2`, 'gi'),
    `$1$2${removed}$2`,
  ],
  [new RegExp(`(\\b${secretWord}=)[^\\s&;,"'<>)\\]}[]+`, 'gi'), `$1${removed}`],
  [/\b((?:set-)?cookie:\s*)[^\r\n]+/gi, `$1${removed}`],
];

/** One text without known secrets and without what looks like one. Applying it twice changes nothing more. */
export function scrubText(text: string, registry: SecretRegistry): string {
  return shapes.reduce((current, [shape, kept]) => current.replace(shape, kept), registry.removeFrom(text));
}

const secretKey = new RegExp(`^${secretWord}s?$`, 'i');
const connectionHeader = /^fes-(connection|source|target)$/i;

/** Whether a member of this name holds a secret, whatever its value looks like. */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key.replace(/([a-z])([A-Z])/g, '$1_$2')) || connectionHeader.test(key);
}
