import type { Proposal } from '@fes-assistant/operations';
import { approvalKey, approvalPlainText, callMeta, type Operation } from '@fes-assistant/protocol';
import { inputRequired } from '@modelcontextprotocol/server';
import { secretReadKind } from '../secret-reads/secret-reads.ts';
import { changeAnswer } from './change-answer.ts';
import type { CallAnswer, ToolCall } from './tool-call.ts';

/** Asks through the host where it can; else answers with where a person can approve. Nothing has changed either way. */
export async function askPerson({ operation, approvalUrl }: Proposal, call: ToolCall): Promise<CallAnswer> {
  const needsPage = operation.plan.steps.some(({ kind, secrets }) => secrets.length > 0 || kind === secretReadKind);
  const byForm = call.elicits.forms && !needsPage;
  if (operation.state !== 'proposed' || (!byForm && !call.elicits.urls)) return changeAnswer(operation, approvalUrl);
  const request = byForm ? approvalForm(operation) : approvalLink(operation, approvalUrl);
  const requestState = await call.mintState(operation.id);
  return {
    ...inputRequired({ inputRequests: { [approvalKey]: request }, requestState }),
    _meta: { [callMeta.operation]: operation, [callMeta.approvalUrl]: approvalUrl },
  };
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
function approvalLink(operation: Operation, approvalUrl: string) {
  return inputRequired.elicitUrl({
    message: `${operation.plan.summary}: read the plan, enter what it needs and approve or decline it on this page.`,
    url: approvalUrl,
  });
}
