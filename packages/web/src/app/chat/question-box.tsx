import { Button } from '../shared/button.tsx';
import { Markdown } from '../shared/markdown.tsx';

export interface QuestionBoxProps {
  question: { text: string; choices: string[] };
  /** Something was asked after it, so it needs no answer any more. */
  isAnswered: boolean;
  onAnswer: (text: string) => void;
}

/** A question back to the person; a choice is sent as their message, and anything else can be typed. */
export function QuestionBox({ question, isAnswered, onAnswer }: QuestionBoxProps) {
  return (
    <div className="flex flex-col gap-2.5">
      <Markdown text={question.text} />
      {!isAnswered && question.choices.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {question.choices.map((choice) => (
            <Button key={choice} size="small" onClick={() => onAnswer(choice)} className="max-w-full">
              <span className="truncate">{choice}</span>
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
