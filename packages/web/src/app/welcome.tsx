import type { SessionInfo } from '@fes-assistant/protocol';
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { shortDeployment } from './shared/deployment-badge.tsx';

const suggested = 6;

/** Whether everything that this mode needs is connected. */
export function isConnected({ mode, connections }: SessionInfo): boolean {
  const has = (side: string) => connections.some((connection) => connection.side === side);
  return mode === 'chat' ? has('only') : has('source') && has('target');
}

export interface WelcomeProps {
  session: SessionInfo;
  onAsk: (text: string) => void;
  /** The connection forms. */
  children: ReactNode;
}

/** The first thing one sees: where to connect, or what can be asked. */
export function Welcome({ session, onAsk, children }: WelcomeProps) {
  const isReady = isConnected(session);
  return (
    <div className="appear mx-auto flex max-w-3xl flex-col gap-7 pt-[4vh]">
      <div className="text-center">
        <h2 className="text-[22px] font-semibold tracking-tight text-balance">{headline(session, isReady)}</h2>
        <p className="mx-auto mt-1.5 max-w-[60ch] text-pretty text-ink-2">{subline(session, isReady)}</p>
      </div>
      {isReady ? <Suggestions session={session} onAsk={onAsk} /> : children}
    </div>
  );
}

function canMigrate({ examples }: Pick<SessionInfo, 'examples'>): boolean {
  return examples.some(({ tool }) => tool.startsWith('migration.'));
}

function headline({ mode, connections, examples }: SessionInfo, isReady: boolean): string {
  if (!isReady) return mode === 'chat' ? 'Connect a deployment' : 'Connect source and target';
  if (mode === 'migration') return canMigrate({ examples }) ? 'What should be migrated?' : 'Look at both sides';
  return `What about ${shortDeployment(connections.find(({ side }) => side === 'only')?.deployment ?? '')}?`;
}

function subline({ mode, examples }: SessionInfo, isReady: boolean): string {
  if (isReady && mode === 'migration' && !canMigrate({ examples }))
    return 'Ask about the source or the target. Moving assets between them is not offered by this tool server.';
  if (isReady)
    return 'Reading needs no approval. Every change is shown to you first, step by step, and happens only once you approve it.';
  return mode === 'chat'
    ? 'The connection is tested before anything else. Your token stays in this server’s memory and is never shown to a language model.'
    : 'Assets are read from the source and written to the target, after you have seen and approved what will change there.';
}

function Suggestions({ session, onAsk }: Omit<WelcomeProps, 'children'>) {
  const examples = session.examples.filter(({ mode }) => mode === session.mode).slice(0, suggested);
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {examples.map(({ ask }) => (
        <li key={ask}>
          <button
            type="button"
            onClick={() => onAsk(ask)}
            className="group flex h-full w-full items-start gap-2 rounded-xl border border-line bg-raised px-4 py-3 text-left transition-colors hover:border-line-strong hover:bg-hover/50"
          >
            <span className="min-w-0 flex-1">{ask}</span>
            <ArrowUpRight
              size={15}
              aria-hidden="true"
              className="mt-0.5 shrink-0 text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
            />
          </button>
        </li>
      ))}
    </ul>
  );
}
