import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What is measured runs in a process of its own, so that nothing else is in its memory and its time. */
export interface Child<Ready> {
  ready: Ready;
  /** One question at a time. */
  ask<Answer>(question: string): Promise<Answer>;
  close(): Promise<void>;
}

type Message = { value: unknown } | { failure: string };

/** Starts one of `bench/processes`; resolves when it says that it is ready. */
export async function startChild<Ready>(script: string, argument: unknown = {}): Promise<Child<Ready>> {
  const file = fileURLToPath(new URL(`./processes/${script}.ts`, import.meta.url));
  const options = { execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'] };
  const child = fork(file, [JSON.stringify(argument)], options);
  const exited = once(child, 'exit');
  const answer = async <Answer>(): Promise<Answer> => {
    const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
    if (first === undefined) throw new Error(`The process ${script} ended.`);
    const message = first[0] as Message;
    if ('failure' in message) throw new Error(`${script}: ${message.failure}`);
    return message.value as Answer;
  };
  return {
    ready: await answer<Ready>(),
    ask: <Answer>(question: string) => {
      const answered = answer<Answer>();
      child.send(question);
      return answered;
    },
    close: async () => {
      child.disconnect();
      await exited;
    },
  };
}
