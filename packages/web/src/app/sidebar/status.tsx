import type { ConnectionStatus, SessionInfo, Side } from '@fes-assistant/protocol';
import { ShieldAlert } from 'lucide-react';
import { classNames } from '../shared/class-names.ts';
import { shortDeployment } from '../shared/deployment-badge.tsx';
import { Hint } from '../shared/hint.tsx';
import { counted } from '../shared/numbers.ts';
import { tlsWords } from '../shared/tls-words.ts';
import { Section } from './section.tsx';

const sidesOf = { chat: ['only'], migration: ['source', 'target'] } as const;
const words: Record<Side, string> = { only: 'Deployment', source: 'Source', target: 'Target' };

export function Status({ session, onShowConnections }: { session: SessionInfo; onShowConnections: () => void }) {
  return (
    <Section title="Status">
      <ul className="flex flex-col gap-0.5">
        {sidesOf[session.mode].map((side) => (
          <li key={side}>
            <ConnectionLine
              side={side}
              connection={session.connections.find((connection) => connection.side === side)}
              onClick={onShowConnections}
            />
          </li>
        ))}
      </ul>
      <p className="mt-1 px-1.5 text-[12.5px] text-ink-3">
        {counted(session.tools[session.mode], 'tool')} in this mode
      </p>
    </Section>
  );
}

interface ConnectionLineProps {
  side: Side;
  connection: ConnectionStatus | undefined;
  onClick: () => void;
}

function ConnectionLine({ side, connection, onClick }: ConnectionLineProps) {
  const tls = connection && tlsWords(connection);
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex w-full min-w-0 items-start gap-2 rounded-lg px-1.5 py-1.5 text-left hover:bg-hover"
    >
      <span
        aria-hidden="true"
        className={classNames(
          'mt-[7px] size-2 shrink-0 rounded-full',
          connection ? 'bg-good' : 'border border-line-strong',
        )}
      />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[13px]">
          {connection ? shortDeployment(connection.deployment) : `${words[side]} not connected`}
        </span>
        {connection && (
          <span className="block text-[12px] leading-snug text-ink-3">
            {side === 'only' ? '' : `${words[side]}, `}
            {connection.user.name}, {tls?.words}
          </span>
        )}
      </span>
      {tls && !tls.isSafe && (
        <Hint text="Someone on the network could read the token.">
          <ShieldAlert size={14} aria-hidden="true" className="mt-1 shrink-0 text-warn" />
        </Hint>
      )}
    </button>
  );
}
