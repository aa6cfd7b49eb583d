import {
  acceptedContent,
  type GetPromptResult,
  type InputRequiredResult,
  inputRequired,
} from '@modelcontextprotocol/server';
import type { RequestContext, ServerPart } from '../../src/mcp/server-part.ts';
import { image, text } from './content.ts';

type GetPrompt = (
  args: Record<string, string>,
  context: RequestContext,
) => Promise<GetPromptResult | InputRequiredResult>;

const prompts: Record<string, { args: string[]; get: GetPrompt }> = {
  test_simple_prompt: { args: [], get: async () => said([text('This is a simple prompt for testing.')]) },
  test_prompt_with_arguments: {
    args: ['arg1', 'arg2'],
    get: async ({ arg1, arg2 }) => said([text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)]),
  },
  test_prompt_with_embedded_resource: {
    args: ['resourceUri'],
    get: async ({ resourceUri = '' }) =>
      said([
        {
          type: 'resource',
          resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        },
        text('Please process the embedded resource above.'),
      ]),
  },
  test_prompt_with_image: { args: [], get: async () => said([image, text('Please analyze the image above.')]) },
  test_input_required_result_prompt: {
    args: [],
    get: async (_args, { sdk }) => {
      const given = acceptedContent(sdk.mcpReq.inputResponses, 'user_context');
      if (given) return said([text(`Context: ${String(given['context'])}`)]);
      const requestedSchema = {
        type: 'object' as const,
        properties: { context: { type: 'string' as const } },
        required: ['context'],
      };
      const message = 'What context should the prompt use?';
      return inputRequired({ inputRequests: { user_context: inputRequired.elicit({ message, requestedSchema }) } });
    },
  },
};

/** Prompts that the conformance suite asks for, and completion of their arguments. */
export function fixturePrompts(): ServerPart {
  return {
    capabilities: { prompts: {}, completions: {} },
    prompts: {
      list: Object.entries(prompts).map(([name, { args }]) => ({
        name,
        description: `Conformance fixture ${name}.`,
        arguments: args.map((argument) => ({ name: argument, description: argument, required: true })),
      })),
      get: async ({ name, arguments: args }, context) => prompts[name]?.get(args ?? {}, context),
    },
    complete: async ({ ref }) => {
      const known = ref.type === 'ref/prompt' && ref.name in prompts;
      return known ? ['paris', 'park', 'party'] : undefined;
    },
  };
}

function said(content: GetPromptResult['messages'][number]['content'][]): GetPromptResult {
  return { messages: content.map((part) => ({ role: 'user', content: part })) };
}
