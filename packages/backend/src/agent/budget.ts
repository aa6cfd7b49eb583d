/** How much one turn may take. Each cap ends the turn within one unit. */
export interface Caps {
  steps: number;
  toolCalls: number;
  tokens: number;
  milliseconds: number;
}

export const defaultCaps: Caps = { steps: 16, toolCalls: 32, tokens: 400_000, milliseconds: 600_000 };

export interface Budget {
  takeStep(): void;
  takeToolCall(): void;
  takeTokens(count: number): void;
  /** Time that a long tool took does not count: a migration may take hours. */
  forgive(milliseconds: number): void;
}

/** A turn that went on for too long; the sentence is for people. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

export function createBudget(caps: Caps, now: () => Date): Budget {
  const used = { steps: 0, toolCalls: 0, tokens: 0 };
  let ends = now().getTime() + caps.milliseconds;
  const checkTime = (): void => {
    if (now().getTime() > ends) throw new BudgetSpent('This took too long and was stopped. Ask for less at once.');
  };
  return {
    takeStep() {
      checkTime();
      used.steps += 1;
      if (used.steps > caps.steps) {
        throw new BudgetSpent(`This needed more than ${caps.steps} steps and was stopped. Ask for less at once.`);
      }
    },
    takeToolCall() {
      checkTime();
      used.toolCalls += 1;
      if (used.toolCalls > caps.toolCalls) {
        throw new BudgetSpent(
          `This needed more than ${caps.toolCalls} tool calls and was stopped. Ask for less at once.`,
        );
      }
    },
    takeTokens(count) {
      used.tokens += count;
      if (used.tokens > caps.tokens) {
        throw new BudgetSpent(`This used more than ${caps.tokens} tokens and was stopped. Ask for less at once.`);
      }
    },
    forgive(milliseconds) {
      ends += milliseconds;
    },
  };
}
