import { createHash, randomBytes } from 'node:crypto';
import type { ConnectionStatus, Mode, Side } from '@fes-assistant/protocol';
import type { SecretRegistry } from '@fes-assistant/runtime';
import type { Conversations } from '../conversations/conversations.ts';
import { HeldConnections } from './held-connections.ts';

/** What one browser, or one conversation of an API caller, holds in memory. Tokens live here and nowhere else. */
export interface Person {
  principal: string;
  mode: Mode;
  connections: HeldConnections;
  statuses: Map<Side, ConnectionStatus>;
  /** The person's own choice; what holds is decided in `disclosure.ts`. */
  allowSummarization: boolean;
  /** The current conversation of each mode. */
  current: Partial<Record<Mode, string>>;
  lastUsed: number;
}

export interface PageSessions {
  /** The person whose browser presented this cookie value; undefined when we never issued it. */
  find(cookie: string): Promise<Person | undefined>;
  /** A new browser: the value for its cookie, and the person. */
  issue(): Promise<{ cookie: string; person: Person }>;
  /** The person behind an API caller's `session_id`, on this machine. */
  ofApi(name: string): Person;
  /** The person behind a principal, in memory or made anew without connections. */
  ofPrincipal(principal: string): Person;
  /** Forgets connections of those who were away too long. */
  sweep(): void;
}

/** Principal of API callers without a cookie on a loopback bind. */
const localPrincipal = 'local';

export function createPageSessions(options: {
  conversations: Pick<Conversations, 'issueSession' | 'isIssued'>;
  idleMs: number;
  /** Every token held is kept out of logs and of what models are sent. */
  secrets: Pick<SecretRegistry, 'add'>;
  now: () => Date;
}): PageSessions {
  const pages = new Map<string, Person>();
  const apis = new Map<string, Person>();
  const time = (): number => options.now().getTime();

  function remember(principal: string): Person {
    const person = newPerson(principal);
    pages.set(principal, person);
    return person;
  }
  function wipeIfIdle(person: Person): void {
    if (time() - person.lastUsed <= options.idleMs) return;
    person.connections.clear();
    person.statuses.clear();
  }
  function touch(person: Person): Person {
    wipeIfIdle(person);
    person.lastUsed = time();
    return person;
  }

  return {
    async find(cookie) {
      if (!/^[0-9a-f]{32}$/.test(cookie)) return undefined;
      const principal = principalOf(cookie);
      const known = pages.get(principal);
      if (known) return touch(known);
      return (await options.conversations.isIssued(principal))
        ? (pages.get(principal) ?? remember(principal))
        : undefined;
    },
    async issue() {
      const cookie = randomBytes(16).toString('hex');
      const person = remember(principalOf(cookie));
      await options.conversations.issueSession(person.principal);
      return { cookie, person };
    },
    ofApi(name) {
      const person = apis.get(name) ?? newPerson(localPrincipal);
      apis.set(name, person);
      return touch(person);
    },
    ofPrincipal: (principal) => pages.get(principal) ?? newPerson(principal),
    sweep() {
      for (const [key, person] of [...pages, ...apis]) {
        wipeIfIdle(person);
        if (time() - person.lastUsed <= options.idleMs) continue;
        pages.delete(key);
        apis.delete(key);
      }
    },
  };

  function newPerson(principal: string): Person {
    return {
      principal,
      mode: 'chat',
      connections: new HeldConnections(options.secrets),
      statuses: new Map(),
      allowSummarization: true,
      current: {},
      lastUsed: time(),
    };
  }
}

function principalOf(cookie: string): string {
  return `page:${createHash('sha256').update(cookie).digest('hex').slice(0, 32)}`;
}
