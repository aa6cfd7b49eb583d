import type { SessionInfo } from '@fes-assistant/protocol';
import { useState } from 'react';
import { Section } from './section.tsx';

const fewest = 5;

export interface ExamplesProps {
  session: SessionInfo;
  isAsking: boolean;
  onAsk: (text: string) => void;
}

/** Questions that can be asked in this mode; a click asks. The server offers only those whose tools exist. */
export function Examples({ session, isAsking, onAsk }: ExamplesProps) {
  const [isLong, setIsLong] = useState(false);
  const examples = session.examples.filter(({ mode }) => mode === session.mode);
  if (examples.length === 0) return null;
  const shown = isLong ? examples : examples.slice(0, fewest);
  return (
    <Section title="Examples">
      <ul className="flex flex-col">
        {shown.map(({ ask }) => (
          <li key={ask}>
            <button
              type="button"
              disabled={isAsking}
              onClick={() => onAsk(ask)}
              className="w-full rounded-lg px-1.5 py-1 text-left text-[13px] leading-snug text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-60"
            >
              {ask}
            </button>
          </li>
        ))}
      </ul>
      {examples.length > fewest && (
        <button
          type="button"
          aria-expanded={isLong}
          onClick={() => setIsLong(!isLong)}
          className="rounded-lg px-1.5 py-1 text-[12.5px] text-accent-ink hover:underline"
        >
          {isLong ? 'Show fewer' : `Show all ${examples.length}`}
        </button>
      )}
    </Section>
  );
}
