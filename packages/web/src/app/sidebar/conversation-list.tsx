import { ArrowRightLeft } from 'lucide-react';
import { classNames } from '../shared/class-names.ts';
import { useConversations } from '../shared/session.ts';
import { Spinner } from '../shared/spinner.tsx';
import { Section } from './section.tsx';

/** Earlier conversations of this session. One without a message yet is not worth a line. */
export function ConversationList({ openId, onOpen }: { openId: string; onOpen: (id: string) => void }) {
  const { data, error } = useConversations();
  const listed = data?.conversations.filter(({ title }) => title !== '') ?? [];
  if (error)
    return (
      <Section title="Conversations">
        <p className="px-1.5 text-[12.5px] text-ink-3">The list cannot be loaded right now.</p>
      </Section>
    );
  if (listed.length === 0) return null;
  return (
    <Section title="Conversations">
      <ul className="flex flex-col gap-px">
        {listed.map(({ id, title, mode, running }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === openId ? 'page' : undefined}
              onClick={() => onOpen(id)}
              className={classNames(
                'flex w-full min-w-0 items-center gap-1.5 rounded-lg px-1.5 py-1 text-left text-[13px] hover:bg-hover hover:text-ink',
                id === openId ? 'bg-hover font-medium text-ink' : 'text-ink-2',
              )}
            >
              <span className="min-w-0 flex-1 truncate">{title}</span>
              {running && (
                <span className="text-accent-ink">
                  <Spinner size={13} />
                  <span className="sr-only">running</span>
                </span>
              )}
              {mode === 'migration' && !running && (
                <>
                  <ArrowRightLeft size={13} aria-hidden="true" className="shrink-0 text-ink-3" />
                  <span className="sr-only">migration</span>
                </>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
