import type { OperationEvent } from '@fes-assistant/protocol';
import { record } from './run.ts';
import type { StepWork } from './step-work.ts';
import { withoutSecrets } from './without-secrets.ts';

type ProgressEvent = Extract<OperationEvent, { type: 'step-progress' }>;

/** Journals what a long step says of itself. While one message is being written only the newest of the others is kept. */
export function reportProgress({ engine, run, step, secrets }: StepWork) {
  let newest: ProgressEvent | undefined;
  let writing: Promise<void> | undefined;
  const write = async () => {
    while (newest) {
      const event = newest;
      newest = undefined;
      await record(engine, run, [event]);
    }
  };
  return {
    report: (message: string, done?: number, total?: number) => {
      newest = {
        type: 'step-progress',
        step: step.id,
        message: withoutSecrets(message, secrets),
        ...(done === undefined ? {} : { done }),
        ...(total === undefined ? {} : { total }),
      };
      writing ??= write()
        .catch((error: unknown) =>
          engine.logger.warn({ err: error, operation: run.operation.id }, 'Progress not recorded'),
        )
        .finally(() => {
          writing = undefined;
        });
    },
    written: async () => {
      await writing;
    },
  };
}
