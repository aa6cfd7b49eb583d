import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../shared/button.tsx';
import { Hint } from '../shared/hint.tsx';

export interface ComposerProps {
  placeholder: string;
  isRunning: boolean;
  isStopping: boolean;
  /** The person's last message, to edit it again with ↑. */
  lastText: string | undefined;
  onAsk: (text: string) => void;
  onStop: () => void;
}

const longest = 20_000;

/** Where one types. What is typed while a turn runs is kept; Enter sends it once the turn has ended. */
export function Composer({ placeholder, isRunning, isStopping, lastText, onAsk, onStop }: ComposerProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const canSend = text.trim() !== '' && !isRunning;

  useEffect(() => {
    const element = field.current;
    if (!element || text === '') return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const send = () => {
    if (!canSend) return;
    onAsk(text.trim());
    setText('');
    if (field.current) field.current.style.height = '';
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '' && lastText) {
      event.preventDefault();
      setText(lastText);
    }
  };

  return (
    <div className="shrink-0 overflow-hidden [scrollbar-gutter:stable]">
      <div className="mx-auto w-full max-w-[920px] px-4 pt-1 pb-3 sm:px-6">
        <div className="flex items-end gap-2 rounded-2xl border border-line-strong/60 bg-raised py-1.5 pr-1.5 pl-4 transition-colors focus-within:border-accent">
          <textarea
            ref={field}
            rows={1}
            aria-label="Message"
            placeholder={placeholder}
            value={text}
            maxLength={longest}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            className="max-h-52 min-h-9 flex-1 resize-none bg-transparent py-1.5 text-[14.5px] leading-6 outline-none placeholder:truncate"
          />
          {isRunning ? (
            <Hint text="Stop">
              <Button aria-label="Stop" look="plain" isBusy={isStopping} onClick={onStop} size="square">
                {!isStopping && <Square size={14} fill="currentColor" aria-hidden="true" />}
              </Button>
            </Hint>
          ) : (
            <Hint text="Send">
              <Button aria-label="Send" look="primary" disabled={!canSend} onClick={send} size="square">
                <ArrowUp size={17} aria-hidden="true" />
              </Button>
            </Hint>
          )}
        </div>
        <p className="mt-1.5 hidden px-1 text-center text-[12px] text-ink-3 sm:block">
          Enter sends, Shift+Enter begins a new line, ↑ edits your last message. Nothing is changed without your
          approval.
        </p>
      </div>
    </div>
  );
}
