import type { ConnectionStatus } from '@fes-assistant/protocol';

/** What protects the line to a deployment, in words, and whether a person should be warned. */
export function tlsWords({ deployment, verifyTls }: Pick<ConnectionStatus, 'deployment' | 'verifyTls'>) {
  if (deployment.startsWith('http://')) return { words: 'no SSL', isSafe: isThisMachine(deployment) };
  return verifyTls ? { words: 'SSL verified', isSafe: true } : { words: 'SSL not verified', isSafe: false };
}

function isThisMachine(deployment: string): boolean {
  const host = URL.parse(deployment)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
