import type { Operation } from '@fes-assistant/protocol';
import { useMutation } from '@tanstack/react-query';
import { api, type OperationVerb } from './api.ts';

export interface OperationAction {
  /** The operation as last heard of: from the conversation's events, or from the answer to what was just pressed. */
  operation: Operation;
  pending: OperationVerb | undefined;
  error: Error | null;
  act: (verb: OperationVerb, body?: Record<string, unknown>) => void;
}

/** Presses a button of an operation. The card follows the answer at once and the events from then on. */
export function useOperationAction(heard: Operation): OperationAction {
  const mutation = useMutation({
    mutationFn: ({ verb, body }: { verb: OperationVerb; body: Record<string, unknown> }) =>
      api.operation(heard.id, { verb, body }),
  });
  const answered = mutation.data?.operation;
  const isNewer = answered !== undefined && answered.id === heard.id && answered.seq > heard.seq;
  return {
    operation: isNewer ? answered : heard,
    pending: mutation.isPending ? mutation.variables.verb : undefined,
    error: mutation.error,
    act: (verb, body = {}) => mutation.mutate({ verb, body }),
  };
}
