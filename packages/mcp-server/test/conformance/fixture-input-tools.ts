import {
  acceptedContent,
  type CallToolResult,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  type Tool,
} from '@modelcontextprotocol/server';
import type { RequestContext } from '../../src/mcp/server-part.ts';
import { answer } from './content.ts';
import { defaultsForm, enumsForm } from './elicitation-forms.ts';

export interface FixtureTool {
  tool: Tool;
  run(args: Record<string, unknown>, context: RequestContext): Promise<CallToolResult | InputRequiredResult>;
}

type Run = FixtureTool['run'];
type Asked = Record<string, InputRequest>;

function fixture(
  called: string | { name: string; properties: Record<string, { type: string }> },
  run: Run,
): FixtureTool {
  const { name, properties } = typeof called === 'string' ? { name: called, properties: {} } : called;
  const inputSchema = { type: 'object' as const, properties, required: Object.keys(properties) };
  return { tool: { name, description: `Conformance fixture ${name}.`, inputSchema }, run };
}

const name = { type: 'object' as const, properties: { name: { type: 'string' as const } }, required: ['name'] };
const ok = { type: 'object' as const, properties: { ok: { type: 'boolean' as const } }, required: ['ok'] };
const color = { type: 'object' as const, properties: { color: { type: 'string' as const } }, required: ['color'] };

const userForm = {
  type: 'object' as const,
  properties: {
    username: { type: 'string' as const, description: "User's response" },
    email: { type: 'string' as const, description: "User's email address" },
  },
  required: ['username', 'email'],
};

const askName = () => inputRequired.elicit({ message: 'What is your name?', requestedSchema: name });
const askConfirm = () => inputRequired.elicit({ message: 'Please confirm', requestedSchema: ok });
const askModel = (words: string, maxTokens: number) =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: words } }], maxTokens });

function missing(context: RequestContext, asked: Asked): Asked {
  const { inputResponses } = context.sdk.mcpReq;
  return Object.fromEntries(
    Object.entries(asked).filter(([key]) => inputResponse(inputResponses, key).kind === 'missing'),
  );
}

/** Asks for what is missing of `asked`; complete once all of it is there. */
function once(asked: () => Asked, complete: (context: RequestContext) => string): Run {
  return async (_args, context) => {
    const open = missing(context, asked());
    if (Object.keys(open).length > 0) return inputRequired({ inputRequests: open });
    return answer(complete(context));
  };
}

/** Like `once`, but the answer must come with the state that was handed out. */
function withState(asked: () => Asked, complete: (context: RequestContext) => string): Run {
  return async (_args, context) => {
    const inputRequests = asked();
    const state = context.sdk.mcpReq.requestState<{ round: number }>();
    if (state === undefined || Object.keys(missing(context, inputRequests)).length > 0) {
      return inputRequired({ inputRequests, requestState: await context.mintState({ round: 1 }) });
    }
    return answer(complete(context));
  };
}

const multiRound: Run = async (_args, context) => {
  const { inputResponses, requestState } = context.sdk.mcpReq;
  const round = requestState<{ round: number }>()?.round ?? 0;
  const ask = async (next: number, inputRequests: Asked) =>
    inputRequired({ inputRequests, requestState: await context.mintState({ round: next }) });
  if (round === 0) {
    return ask(1, { step1: inputRequired.elicit({ message: 'Step 1: What is your name?', requestedSchema: name }) });
  }
  if (round === 1) {
    const message = 'Step 2: What is your favorite color?';
    return ask(2, { step2: inputRequired.elicit({ message, requestedSchema: color }) });
  }
  return answer(`Your color is ${String(acceptedContent(inputResponses, 'step2')?.['color'])}.`);
};

const byCapability: Run = async (_args, context) => {
  const { sampling, elicitation } = context.clientCapabilities;
  const asked: Asked = {
    ...(sampling ? { sampled: askModel('Say something', 50) } : {}),
    ...(elicitation ? { user_name: askName() } : {}),
  };
  if (Object.keys(asked).length === 0) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'The client can be asked nothing.');
  }
  return once(
    () => asked,
    () => 'Asked what could be asked.',
  )({}, context);
};

const prefix = 'test_input_required_result';

/** Answers with what the client said to a form. */
function form(words: string, ask: (args: Record<string, unknown>) => InputRequest): Run {
  return async (args, context) => {
    const response = inputResponse(context.sdk.mcpReq.inputResponses, 'form');
    if (response.kind !== 'elicit') return inputRequired({ inputRequests: { form: ask(args) } });
    return answer(`${words}: action=${response.action}, content=${JSON.stringify(response.content ?? {})}`);
  };
}

const sample: Run = async ({ prompt }, context) => {
  const response = inputResponse(context.sdk.mcpReq.inputResponses, 'sample');
  if (response.kind !== 'sampling') {
    return inputRequired({ inputRequests: { sample: askModel(String(prompt), 100) } });
  }
  return answer(`LLM response: ${JSON.stringify(response.result.content)}`);
};

/** Tools that ask their client: the same handlers answer both revisions. */
export const inputTools: FixtureTool[] = [
  fixture({ name: 'test_sampling', properties: { prompt: { type: 'string' } } }, sample),
  fixture(
    { name: 'test_elicitation', properties: { message: { type: 'string' } } },
    form('User response', ({ message }) =>
      inputRequired.elicit({ message: String(message), requestedSchema: userForm }),
    ),
  ),
  fixture(
    'test_elicitation_sep1034_defaults',
    form('Elicitation completed', () => inputRequired.elicit(defaultsForm)),
  ),
  fixture(
    'test_elicitation_sep1330_enums',
    form('Elicitation completed', () => inputRequired.elicit(enumsForm)),
  ),
  fixture('test_streaming_elicitation', form('User response', askName)),
  fixture(
    `${prefix}_elicitation`,
    once(
      () => ({ user_name: askName() }),
      ({ sdk }) => `Hello, ${String(acceptedContent(sdk.mcpReq.inputResponses, 'user_name')?.['name'])}!`,
    ),
  ),
  fixture(
    `${prefix}_sampling`,
    once(
      () => ({ capital_question: askModel('What is the capital of France?', 100) }),
      ({ sdk }) => JSON.stringify(inputResponse(sdk.mcpReq.inputResponses, 'capital_question')),
    ),
  ),
  fixture(
    `${prefix}_list_roots`,
    once(
      () => ({ client_roots: inputRequired.listRoots() }),
      ({ sdk }) => JSON.stringify(inputResponse(sdk.mcpReq.inputResponses, 'client_roots')),
    ),
  ),
  fixture(
    `${prefix}_request_state`,
    withState(
      () => ({ confirm: askConfirm() }),
      () => 'state-ok',
    ),
  ),
  fixture(
    `${prefix}_tampered_state`,
    withState(
      () => ({ confirm: askConfirm() }),
      () => 'state-ok',
    ),
  ),
  fixture(
    `${prefix}_multiple_inputs`,
    withState(
      () => ({
        user_name: askName(),
        greeting: askModel('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      }),
      () => 'All three were answered.',
    ),
  ),
  fixture(`${prefix}_multi_round`, multiRound),
  fixture(`${prefix}_capabilities`, byCapability),
];
