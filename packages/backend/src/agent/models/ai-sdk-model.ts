import type { Json } from '@fes-assistant/protocol';
import {
  APICallError,
  generateText,
  jsonSchema,
  type LanguageModel,
  type ModelMessage as SdkMessage,
  type ToolSet,
  tool,
} from 'ai';
import {
  type Model,
  type ModelAnswer,
  type ModelCall,
  ModelFailure,
  type ModelMessage,
  type ModelTool,
} from './model.ts';

interface AiSdkModelOptions {
  provider: string;
  name: string;
  model: LanguageModel;
  maxTokens: number;
  temperature: number;
  /** Which settings hold the key, for the sentence when it is refused. */
  keySetting: string;
}

/** Any model of the AI SDK behind our own port. It is shown tools without code: what it wants called, we call. */
export function aiSdkModel(options: AiSdkModelOptions): Model {
  return {
    provider: options.provider,
    name: options.name,
    writtenBy: 'model',
    async next({ system, messages, tools, signal }) {
      try {
        const result = await generateText({
          model: options.model,
          instructions: system,
          messages: messages.flatMap(sdkMessages),
          tools: sdkTools(tools),
          maxOutputTokens: options.maxTokens,
          temperature: options.temperature,
          maxRetries: 0,
          abortSignal: signal,
        });
        const { text, toolCalls, finishReason, usage } = result;
        return answerOf({ text, calls: toolCalls.map(modelCall), finishReason, tokens: usage.totalTokens });
      } catch (error) {
        if (signal.aborted) throw error;
        throw modelFailure(error, options);
      }
    },
  };
}

function answerOf(said: {
  text: string;
  calls: ModelCall[];
  finishReason: string;
  tokens: number | undefined;
}): ModelAnswer {
  const { calls, finishReason, tokens } = said;
  const cut = finishReason === 'length' ? '\n\n(The answer was cut off here: it reached LLM_MAX_TOKENS.)' : '';
  const text = said.text.trim() === '' ? '' : said.text.trim() + cut;
  if (text === '' && calls.length === 0) {
    if (finishReason === 'content-filter')
      throw new ModelFailure('refused', 'The language model refused to answer that.');
    if (finishReason === 'length') {
      throw new ModelFailure(
        'unexpected-answer',
        'The language model was cut off before it said anything. Raise LLM_MAX_TOKENS.',
      );
    }
  }
  return { text, calls, ...(tokens === undefined ? {} : { tokens }) };
}

/** Arguments that are no object were cut off or never meant: such a call is not run. */
function modelCall({ toolName, input }: { toolName: string; input: unknown }): ModelCall {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  if (!isObject) return { name: toolName, arguments: {}, malformed: true };
  return { name: toolName, arguments: input as Record<string, Json> };
}

function sdkTools(tools: ModelTool[]): ToolSet {
  const entries = tools.map(({ name, description, inputSchema }) => [
    name,
    tool({ description, inputSchema: jsonSchema(inputSchema) }),
  ]);
  return Object.fromEntries(entries) as ToolSet;
}

function sdkMessages(message: ModelMessage): SdkMessage[] {
  if (message.role === 'user') {
    const text = message.by === 'outcome' ? `[The assistant's system reports] ${message.text}` : message.text;
    return [{ role: 'user', content: text }];
  }
  if (message.role === 'assistant') return [{ role: 'assistant', content: message.text }];
  const { call: toolCallId, name: toolName, arguments: input, result } = message;
  return [
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId, toolName, input }] },
    {
      role: 'tool',
      content: [{ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: JSON.stringify(result) } }],
    },
  ];
}

/** Words that tell nothing of the answer's body: it may hold what was sent. */
function modelFailure(error: unknown, { provider, keySetting }: AiSdkModelOptions): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  const named = `The language model (${provider})`;
  if (status === 401 || status === 403)
    return new ModelFailure('unauthorized', `${named} does not accept the key. Check ${keySetting}.`);
  if (status === 404)
    return new ModelFailure(
      'unavailable',
      `${named} was not found at this address. Check its address and name in the settings.`,
    );
  if (status === 429)
    return new ModelFailure('rate-limited', `${named} is asked too often just now. Try again in a minute.`);
  if (status !== undefined && status >= 500)
    return new ModelFailure('unavailable', `${named} answered ${status}. Try again later.`);
  if (status !== undefined && status >= 400)
    return new ModelFailure(
      'unexpected-answer',
      `${named} refused the request (${status}). Check the model's name and LLM_MAX_TOKENS.`,
    );
  if (isTimeout(error))
    return new ModelFailure('timeout', `${named} took too long to answer. Try again, or raise LLM_HTTP_TIMEOUT.`);
  if (status === undefined && isNetwork(error))
    return new ModelFailure(
      'unreachable',
      `${named} cannot be reached. Check its address in the settings and the network.`,
    );
  return new ModelFailure(
    'unexpected-answer',
    `${named} answered something that cannot be read. Check that its address is that of the model's API.`,
  );
}

function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let here = error; here instanceof Error && found.length < 6; here = here.cause) found.push(here);
  return found;
}

function isTimeout(error: unknown): boolean {
  return causes(error).some((cause) => cause instanceof Error && cause.name === 'TimeoutError');
}

function isNetwork(error: unknown): boolean {
  return causes(error).some((cause) => cause instanceof TypeError || (cause instanceof Error && 'code' in cause));
}
