import { randomBytes, randomInt } from 'node:crypto';
import { isSameSecret } from '@fes-assistant/runtime';

const lifeMs = 12 * 3_600_000;
const maxSessions = 200;
const maxWrongCodes = 10;
const wrongCodesForgottenMs = 600_000;
/** Without letters and digits that are taken for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export interface BrowserSession {
  /** In every form of the page; a POST without it is refused. */
  csrf: string;
}

/** Browsers of people who typed the code that this run printed on its terminal. In memory; gone when the run ends. */
export interface BrowserSessions {
  /** A new session's id, or why the code was not taken. */
  open(code: string): { id: string } | { refused: 'wrong-code' | 'too-many-tries' };
  find(id: string | undefined): BrowserSession | undefined;
}

/** `K7QF-2M9X`: 40 bits, and few tries. */
export function newApprovalCode(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export function createBrowserSessions({ code, now }: { code: string; now: () => number }): BrowserSessions {
  const sessions = new Map<string, BrowserSession & { opened: number }>();
  let wrongCodes: number[] = [];
  return {
    open(given) {
      wrongCodes = wrongCodes.filter((at) => now() - at < wrongCodesForgottenMs);
      if (wrongCodes.length >= maxWrongCodes) return { refused: 'too-many-tries' };
      if (!isSameSecret(plain(given), plain(code))) {
        wrongCodes.push(now());
        return { refused: 'wrong-code' };
      }
      const [oldest] = sessions.keys();
      if (sessions.size >= maxSessions && oldest !== undefined) sessions.delete(oldest);
      const id = randomBytes(32).toString('base64url');
      sessions.set(id, { csrf: randomBytes(32).toString('base64url'), opened: now() });
      return { id };
    },
    find(id) {
      const session = id === undefined ? undefined : sessions.get(id);
      if (id === undefined || !session) return undefined;
      if (now() - session.opened < lifeMs) return session;
      sessions.delete(id);
      return undefined;
    },
  };
}

function plain(code: string): string {
  return code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}
