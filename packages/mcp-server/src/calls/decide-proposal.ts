import { OperationRefused } from '@fes-assistant/operations';
import type { Operation } from '@fes-assistant/protocol';
import { askPerson } from './ask-person.ts';
import { changeAnswer } from './change-answer.ts';
import type { ChangeParts } from './change-parts.ts';
import { followOperation } from './follow-operation.ts';
import { taskAnswer } from './task-answer.ts';
import type { CallAnswer, ToolCall } from './tool-call.ts';

interface RepeatedCall {
  call: ToolCall;
  answered: NonNullable<ToolCall['answered']>;
  /** Whether the repeated call is the one that was planned. The plan itself is never made again. */
  isSame(operation: Operation): Promise<boolean>;
}

/** A call came back with a person's answer: approves, declines or asks again about the stored plan. */
export async function decideProposal(repeated: RepeatedCall, parts: ChangeParts): Promise<CallAnswer> {
  const { operations } = parts.desk;
  const { call } = repeated;
  const { principal } = call;
  const { operationId: id, response } = repeated.answered;
  const operation = await operations.get({ id, principal });
  if (!(await repeated.isSame(operation))) {
    throw new OperationRefused(
      'arguments-differ',
      'The call was repeated with other arguments than those that were planned, so nothing was done: call again without the old answer to get a new plan.',
    );
  }
  const approvalUrl = parts.approvalUrlOf(id);
  if (response.kind !== 'elicit') return askPerson({ operation, approvalUrl }, call);
  if (response.action === 'cancel') return changeAnswer(operation, approvalUrl);
  const decision = response.action === 'decline' ? 'decline' : response.content?.['decision'];
  if (decision === 'decline') return changeAnswer(await operations.decline({ id, caller: { principal } }));
  if (decision === 'approve') return approve({ operation, call }, parts);
  const openedPage = Object.keys(response.content ?? {}).length === 0;
  return openedPage ? follow({ operation, call }, parts) : askPerson({ operation, approvalUrl }, call);
}

interface Followed {
  operation: Operation;
  call: ToolCall;
}

async function approve({ operation, call }: Followed, parts: ChangeParts): Promise<CallAnswer> {
  const { id, digest } = operation;
  const caller = { principal: call.principal, connections: await parts.connections.identify(call.headers) };
  const approved = await parts.desk.operations.approve({ id, digest, caller });
  parts.desk.remember(id, caller);
  return follow({ operation: approved, call }, parts);
}

/** Waits as long as the caller can, here or for the approval page, then says where the operation stands. */
export async function follow({ operation, call }: Followed, parts: ChangeParts): Promise<CallAnswer> {
  if (call.takesTask && (operation.state === 'approved' || operation.state === 'running')) {
    return taskAnswer(operation, { status: 'working' });
  }
  const { progress, signal, principal } = call;
  const request = { operation, principal, progress, patienceMs: parts.patienceMs, signal };
  const now = await followOperation(parts.desk.operations, request);
  return changeAnswer(now, parts.approvalUrlOf(now.id));
}
