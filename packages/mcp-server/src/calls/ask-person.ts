import type { Proposal } from '@fes-assistant/operations';
import { approvalKey, approvalPlainText, callMeta, type Operation } from '@fes-assistant/protocol';
import { type InputRequest, type InputRequests, inputRequired } from '@modelcontextprotocol/server';
import { secretReadKind } from '../secret-reads/secret-reads.ts';
import { changeAnswer } from './change-answer.ts';
import { operationHeadline } from './operation-text.ts';
import { taskAnswer } from './task-answer.ts';
import type { CallAnswer, ToolCall } from './tool-call.ts';

/** Asks through the host where it can; else answers with where a person can approve. Nothing has changed either way. */
export async function askPerson({ operation, approvalUrl }: Proposal, call: ToolCall): Promise<CallAnswer> {
  const inputRequests = questionsOf(operation, { elicits: call.elicits, approvalUrl });
  if (operation.state !== 'proposed' || !inputRequests) return changeAnswer(operation, approvalUrl);
  if (call.takesTask) return taskAnswer(operation, { status: 'input_required' });
  const requestState = await call.mintState(operation.id);
  return {
    ...inputRequired({ inputRequests, requestState }),
    _meta: { [callMeta.operation]: operation, [callMeta.approvalUrl]: approvalUrl },
  };
}

/** What a host is to ask its person about an operation that waits for one; nothing when it cannot, or none is awaited. */
export function questionsOf(
  operation: Operation,
  { elicits, approvalUrl }: { elicits: ToolCall['elicits']; approvalUrl: string },
): InputRequests | undefined {
  const request = questionOf(operation, { elicits, url: approvalUrl });
  return request && { [approvalKey]: request };
}

function questionOf(
  operation: Operation,
  { elicits, url }: { elicits: ToolCall['elicits']; url: string },
): InputRequest | undefined {
  const { plan, state } = operation;
  if (state === 'interrupted' || state === 'needs-decision') {
    return elicits.urls ? inputRequired.elicitUrl({ message: operationHeadline(operation), url }) : undefined;
  }
  if (state !== 'proposed') return undefined;
  const needsPage = plan.steps.some(({ kind, secrets }) => secrets.length > 0 || kind === secretReadKind);
  if (elicits.forms && !needsPage) return approvalForm(operation);
  return elicits.urls ? approvalLink(operation, url) : undefined;
}

function approvalForm(operation: Operation) {
  return inputRequired.elicit({
    message: approvalPlainText(operation.plan),
    requestedSchema: {
      type: 'object',
      properties: {
        decision: {
          type: 'string',
          title: 'Decision',
          description: 'Nothing changes unless you approve.',
          oneOf: [
            { const: 'approve', title: 'Approve' },
            { const: 'decline', title: 'Decline' },
          ],
        },
      },
      required: ['decision'],
    },
  });
}

/** Secrets never go through a form of a host, so a page of our own asks for them. */
function approvalLink(operation: Operation, url: string) {
  return inputRequired.elicitUrl({
    message: `${operation.plan.summary}: read the plan, enter what it needs and approve or decline it on this page.`,
    url,
  });
}
