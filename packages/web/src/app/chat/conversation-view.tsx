import type { Conversation } from '@fes-assistant/protocol';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Button } from '../shared/button.tsx';
import { Notice } from '../shared/notice.tsx';
import { Spinner } from '../shared/spinner.tsx';
import { announcement } from './announcement.ts';
import { operationsOutsideTurns } from './operations-outside-turns.ts';
import { PersonMessage, type TurnSlots, TurnView } from './turn-view.tsx';
import type { Echo } from './use-ask.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';

export interface ConversationViewProps {
  conversation: Conversation;
  echo: Echo | undefined;
  isLoading: boolean;
  isStopping: boolean;
  slots: TurnSlots;
  /** Shown while nothing has been said. */
  welcome: ReactNode;
  onAsk: (text: string) => void;
}

/** All turns, the newest in view. */
export function ConversationView({
  conversation,
  echo,
  isLoading,
  isStopping,
  slots,
  welcome,
  onAsk,
}: ConversationViewProps) {
  const isEmpty = conversation.turns.length === 0 && !echo;
  const { frame, content, isAtBottom, scrollToBottom, followNew } = useStickToBottom({ isOn: !isEmpty });

  useEffect(() => {
    if (echo) scrollToBottom();
  }, [echo, scrollToBottom]);

  const cards = Object.keys(conversation.operations).length;
  useEffect(() => {
    if (conversation.turns.length + cards > 0) followNew();
  }, [conversation.turns.length, cards, followNew]);

  return (
    <div className="relative min-h-0 flex-1">
      <div ref={frame} className="h-full overflow-y-auto overscroll-contain [scrollbar-gutter:stable]">
        <div ref={content} className="min-h-full">
          {isEmpty ? (
            <div className="px-4 py-8 sm:px-6">{isLoading ? <Loading /> : welcome}</div>
          ) : (
            <div className="mx-auto flex max-w-[920px] flex-col gap-8 px-4 pt-6 pb-8 sm:px-6">
              {conversation.turns.map((turn, index) => (
                <TurnView
                  key={turn.id}
                  turn={turn}
                  operations={conversation.operations}
                  slots={slots}
                  isLast={index === conversation.turns.length - 1 && !echo}
                  isStopping={isStopping}
                  onAsk={onAsk}
                />
              ))}
              {operationsOutsideTurns(conversation).map((operation) => (
                <div key={operation.id}>{slots.operation(operation)}</div>
              ))}
              {echo && <EchoView echo={echo} onAsk={onAsk} />}
            </div>
          )}
        </div>
      </div>
      {!isAtBottom && (
        <Button
          size="small"
          onClick={scrollToBottom}
          icon={<ArrowDown size={14} aria-hidden="true" />}
          className="fade card-shadow absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full"
        >
          Newest
        </Button>
      )}
      <p role="status" className="sr-only">
        {announcement(conversation)}
      </p>
    </div>
  );
}

function Loading() {
  return (
    <p className="flex items-center justify-center gap-2 pt-16 text-ink-3">
      <Spinner /> Loading the conversation…
    </p>
  );
}

function EchoView({ echo, onAsk }: { echo: Echo; onAsk: (text: string) => void }) {
  return (
    <div className="flex flex-col gap-3">
      <PersonMessage text={echo.text} />
      {echo.problem ? (
        <Notice
          tone="bad"
          isAlert
          action={
            <Button size="small" onClick={() => onAsk(echo.text)}>
              Send again
            </Button>
          }
        >
          This message was not sent. {echo.problem}
        </Notice>
      ) : (
        <p className="flex items-center gap-2 text-[13.5px] text-ink-3">
          <Spinner /> Sending…
        </p>
      )}
    </div>
  );
}
