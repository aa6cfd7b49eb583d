import type { SessionInfo } from '@fes-assistant/protocol';
import { BookOpen, ExternalLink } from 'lucide-react';
import { CheckBox } from '../shared/check-box.tsx';
import { Notice } from '../shared/notice.tsx';
import { sentenceOf, useSetSummarization } from '../shared/session.ts';
import { ThemeSwitch } from './theme-switch.tsx';

/** What the language model is and may see, and where to read on. */
export function Footer({ session }: { session: SessionInfo }) {
  return (
    <div className="flex flex-col gap-2.5 border-t border-line px-4 pt-3 pb-3">
      <Summarization session={session} />
      <p className="text-[12.5px] leading-snug text-ink-3">
        {session.model.provider === 'offline' ? 'Built-in planner, no language model' : session.model.name}
        {session.model.notice && <span className="mt-0.5 block">{session.model.notice}</span>}
      </p>
      <div className="flex items-center justify-between">
        <a
          href="/api/docs"
          target="_blank"
          rel="noopener noreferrer"
          className="-ml-1 inline-flex items-center gap-1.5 rounded-md px-1 py-0.5 text-[12.5px] text-ink-2 hover:text-ink hover:underline"
        >
          <BookOpen size={14} aria-hidden="true" />
          API docs
          <ExternalLink size={11} aria-hidden="true" />
        </a>
        <ThemeSwitch />
      </div>
    </div>
  );
}

function Summarization({ session }: { session: SessionInfo }) {
  const set = useSetSummarization();
  const { allowed, toggle, reason } = session.summarization;
  const isChecked = set.isPending ? set.variables : allowed;
  return (
    <>
      <CheckBox
        label="Allow summarization"
        isChecked={isChecked}
        isDisabled={!toggle}
        onChange={(allow) => set.mutate(allow)}
        note={
          toggle
            ? session.model.provider === 'offline'
              ? 'There is no language model here, so nothing is sent to one.'
              : isChecked
                ? 'Results may be sent to the language model.'
                : 'No Sisense data is sent to the language model.'
            : (reason ?? 'The operator of this assistant has decided this.')
        }
      />
      {set.error && (
        <Notice tone="bad" isAlert>
          {sentenceOf(set.error)}
        </Notice>
      )}
    </>
  );
}
