import type { JsonSchema, Operation } from '@fes-assistant/protocol';
import { z } from 'zod';
import { refuseWithoutScopeFor } from '../callers/scopes.ts';
import { askPerson } from '../calls/ask-person.ts';
import { changeAnswer, wordOf } from '../calls/change-answer.ts';
import type { ChangeParts } from '../calls/change-parts.ts';
import { decideProposal, follow } from '../calls/decide-proposal.ts';
import { type OwnTool, ownTool } from './own-tool.ts';

const maxListed = 100;

const operationOutput: JsonSchema = {
  type: 'object',
  properties: {
    operation_id: { type: 'string' },
    state: { type: 'string' },
    summary: { type: 'string' },
    approval_url: { type: 'string' },
  },
  required: ['operation_id', 'state'],
};

const listOutput: JsonSchema = {
  type: 'object',
  properties: {
    rows: { type: 'array', items: { type: 'object' } },
    columns: { type: 'array', items: { type: 'object' } },
    total: { type: 'integer' },
  },
  required: ['rows', 'columns', 'total'],
};

const byId = z.strictObject({
  operation_id: z.string().min(1).max(200).describe('Id that the change answered with'),
});

/** Tools with which a host follows, stops, resumes and takes back what was approved. None of them approves anything. */
export function operationTools(parts: ChangeParts): OwnTool[] {
  return [getTool(parts), listTool(parts), watchTool(parts), cancelTool(parts), resumeTool(parts), undoTool(parts)];
}

function getTool(parts: ChangeParts): OwnTool {
  return ownTool({
    id: 'operations.get',
    title: 'Show operation',
    description: 'Says where one operation stands: waiting for approval, running, or how it ended, step by step.',
    input: byId,
    output: operationOutput,
    effect: 'read',
    examples: [{ ask: 'How is that change going?', input: { operation_id: 'op_1' } }],
    async run({ operation_id: id }, { principal }) {
      const operation = await parts.desk.operations.get({ id, principal });
      return changeAnswer(operation, parts.approvalUrlOf(id));
    },
  });
}

function listTool(parts: ChangeParts): OwnTool {
  return ownTool({
    id: 'operations.list',
    title: 'List operations',
    description: 'Lists your latest operations with their state, the newest first.',
    input: z.strictObject({ limit: z.int().min(1).max(maxListed).default(20).describe('How many') }),
    output: listOutput,
    effect: 'read',
    examples: [{ ask: 'What was changed lately?', input: {} }],
    async run({ limit }, { principal }) {
      const operations = await parts.desk.operations.list({ principal, limit });
      const rows = operations.map(listedOperation);
      const lines = rows.map(({ id, state, summary, at }) => `- ${id} ${state} ${at}: ${summary}`);
      const head = rows.length === 0 ? 'No operations.' : `The latest ${rows.length} operations:`;
      const structuredContent = { rows, columns: listColumns, total: rows.length };
      return { content: [{ type: 'text', text: [head, ...lines].join('\n') }], structuredContent };
    },
  });
}

const listColumns = [
  { key: 'id', title: 'Operation', kind: 'id' },
  { key: 'state', title: 'State', kind: 'text' },
  { key: 'summary', title: 'What', kind: 'text' },
  { key: 'at', title: 'Asked', kind: 'date' },
];

function listedOperation(operation: Operation) {
  return {
    id: operation.id,
    state: wordOf(operation),
    summary: operation.plan.summary,
    at: operation.createdAt,
    undoable: operation.undoable,
  };
}

function watchTool(parts: ChangeParts): OwnTool {
  return ownTool({
    id: 'operations.watch',
    title: 'Watch operation',
    description: 'Waits for an operation to go on, with progress where the host asks for it, and says where it stands.',
    input: byId,
    output: operationOutput,
    effect: 'read',
    examples: [{ ask: 'Tell me when it is done', input: { operation_id: 'op_1' } }],
    async run({ operation_id: id }, call) {
      const operation = await parts.desk.operations.get({ id, principal: call.principal });
      return follow({ operation, call }, parts);
    },
  });
}

function cancelTool(parts: ChangeParts): OwnTool {
  return ownTool({
    id: 'operations.cancel',
    title: 'Cancel operation',
    description: 'Stops an operation before its next step; the step under way is finished and recorded.',
    input: byId,
    output: operationOutput,
    effect: 'change',
    examples: [{ ask: 'Stop that migration', input: { operation_id: 'op_1' } }],
    async run({ operation_id: id }, { principal }) {
      return changeAnswer(await parts.desk.operations.cancel({ id, caller: { principal } }));
    },
  });
}

function resumeTool(parts: ChangeParts): OwnTool {
  return ownTool({
    id: 'operations.resume',
    changesSisense: true,
    title: 'Resume operation',
    description: 'Goes on with an approved operation that was interrupted, on the same deployments as the same user.',
    input: byId,
    output: operationOutput,
    effect: 'change',
    examples: [{ ask: 'Go on with the interrupted change', input: { operation_id: 'op_1' } }],
    async run({ operation_id: id }, call) {
      const { principal, scopes } = call;
      await refuseWithoutScopeFor({ id, principal, scopes }, parts.desk.operations);
      const caller = { principal, connections: await parts.connections.identify(call.headers) };
      const resumed = await parts.desk.operations.resume({ id, caller });
      parts.desk.remember(id, caller);
      return follow({ operation: resumed, call }, parts);
    },
  });
}

function undoTool(parts: ChangeParts): OwnTool {
  return ownTool({
    id: 'operations.undo',
    changesSisense: true,
    title: 'Undo operation',
    description: 'Proposes the operation that takes a finished one back; a person must approve it like any change.',
    input: byId,
    output: operationOutput,
    effect: 'change',
    examples: [{ ask: 'Undo that', input: { operation_id: 'op_1' } }],
    async run({ operation_id: id }, call) {
      const { principal, scopes, signal, answered } = call;
      await refuseWithoutScopeFor({ id, principal, scopes }, parts.desk.operations);
      if (answered) {
        return decideProposal({ answered, call, isSame: async ({ plan }) => plan.undoes === id }, parts);
      }
      const caller = { principal, connections: await parts.connections.identify(call.headers) };
      const proposal = await parts.desk.operations.undo({ id, caller, signal });
      parts.desk.remember(proposal.operation.id, caller);
      call.scope?.operations.add(proposal.operation.id);
      return askPerson(proposal, call);
    },
  });
}
