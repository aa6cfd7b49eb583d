import { visibleText } from '@fes-assistant/protocol';
import { useState } from 'react';
import { count } from '../shared/numbers.ts';

const short = 240;

/** A value from a deployment, unseen characters made visible; what is folded says how much it is and opens. */
export function LongText({ text }: { text: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const visible = visibleText(text);
  if (visible.length <= short) return <>{visible}</>;
  return (
    <>
      {isOpen ? visible : `${visible.slice(0, short)}… `}
      <button
        type="button"
        className="ml-1 text-accent-ink underline underline-offset-2"
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? 'Show less' : `Show ${count(visible.length - short)} more characters`}
      </button>
    </>
  );
}
