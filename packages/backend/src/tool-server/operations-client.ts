import { type ErrorAnswer, foldOperation, type JournalEntry, type OperationAnswer } from '@fes-assistant/protocol';
import { restsForGood } from './operation-rest.ts';
import { readEventData } from './read-event-data.ts';
import { type Caller, type OperationAction, type OperationsPort, ToolServerError } from './tool-server.ts';

interface OperationsClientOptions {
  /** Base URL of the tool server. */
  base: string;
  headersOf: (caller: Caller) => Record<string, string>;
  fetch: typeof fetch;
}

const answerMs = 60_000;

/**
 * Operations at the tool server's own routes, which only the backend's token opens: a person approves here, may type secrets,
 * and sees the journal. No tool of MCP approves anything.
 */
export function createOperationsClient({ base, headersOf, fetch: send }: OperationsClientOptions): OperationsPort {
  async function ask(request: {
    path: string;
    caller: Caller;
    body?: object;
    signal?: AbortSignal;
  }): Promise<Response> {
    const { path, caller, body, signal = AbortSignal.timeout(answerMs) } = request;
    const answer = await send(`${base}/operations/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headersOf(caller), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal,
    }).catch(() => {
      const message = `The tool server at ${base} does not answer, so nothing was decided. Try again when it runs.`;
      throw new ToolServerError({ code: 'unavailable', message, fixableBy: 'operator' }, 503);
    });
    if (answer.ok) return answer;
    const said = (await answer.json().catch(() => ({}))) as Partial<ErrorAnswer>;
    const message = said.error ?? `The tool server answered ${answer.status} and gave no reason.`;
    throw new ToolServerError({ code: 'refused', message, fixableBy: 'asker' }, answer.status, said.error_type);
  }
  const askForOperation = async (request: Parameters<typeof ask>[0]): Promise<OperationAnswer> =>
    (await (await ask(request)).json()) as OperationAnswer;

  return {
    get: ({ id, caller }) => askForOperation({ path: encodeURIComponent(id), caller }),
    act: ({ id, caller, ...action }) =>
      askForOperation({ path: `${encodeURIComponent(id)}/${action.action}`, caller, body: bodyOf(action) }),
    async *watch({ id, caller, after, signal }) {
      let { operation } = await askForOperation({ path: encodeURIComponent(id), caller });
      if (operation.seq > after) yield operation;
      if (restsForGood(operation)) return;
      const stream = await ask({ path: `${encodeURIComponent(id)}/events?after=${operation.seq}`, caller, signal });
      for await (const data of readEventData(stream)) {
        operation = foldOperation(id, operation, JSON.parse(data) as JournalEntry);
        yield operation;
      }
    },
  };
}

function bodyOf(action: OperationAction): object {
  switch (action.action) {
    case 'approve':
      return { digest: action.digest, secrets: action.secrets };
    case 'resume':
      return { secrets: action.secrets };
    case 'decide':
      return { step: action.step, decision: action.decision, candidate: action.candidate, secrets: action.secrets };
    case 'decline':
    case 'cancel':
    case 'undo':
      return {};
    default:
      return action satisfies never;
  }
}
