import type { Logger, Settings } from '@fes-assistant/runtime';
import type { LanguageModel } from 'ai';
import type { Catalogues } from '../../tool-server/catalogues.ts';
import { aiSdkModel } from './ai-sdk-model.ts';
import { createPlanner } from './built-in/planner.ts';
import type { Model } from './model.ts';
import { retryingFetch } from './retrying-fetch.ts';

type Llm = Settings['llm'];

/** The model that the settings name; the built-in planner where there is none, with the reason where one was wanted. */
export async function createModel({
  settings: { llm },
  catalogues,
  logger,
}: {
  settings: Pick<Settings, 'llm'>;
  catalogues: Pick<Catalogues, 'of'>;
  logger: Pick<Logger, 'warn'>;
}): Promise<Model> {
  const planner = (notice: string | undefined): Model =>
    createPlanner({ toolsOf: async (mode) => (await catalogues.of(mode)).tools, notice });
  if (llm.provider === 'offline') return planner(llm.notice);
  const unavailable = notAvailable(llm);
  if (unavailable !== undefined) {
    logger.warn({}, unavailable);
    return planner(unavailable);
  }
  const chosen = await languageModel(llm);
  const { maxTokens, temperature } = llm;
  return aiSdkModel({ provider: llm.provider, maxTokens, temperature, ...chosen });
}

/** What the settings may name and this version cannot use. */
function notAvailable(llm: Llm): string | undefined {
  if (llm.provider === 'bedrock') {
    return 'The built-in planner answers: LLM_PROVIDER=bedrock is not available in this version. Use an OpenAI-compatible address instead.';
  }
  const incomplete = !llm.azureEndpoint || !llm.azureDeployment || !llm.azureApiKey;
  if (llm.provider === 'azure' && incomplete) {
    return 'The built-in planner answers: FES_AZURE_OPENAI_SECRET_ID cannot be read in this version. Set AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_DEPLOYMENT and AZURE_OPENAI_API_KEY.';
  }
  return undefined;
}

interface Chosen {
  model: LanguageModel;
  name: string;
  keySetting: string;
}

/** Each provider's code is loaded only when it is used. */
async function languageModel(llm: Llm): Promise<Chosen> {
  const fetch = retryingFetch({
    maxRetries: llm.maxRetries,
    baseDelaySeconds: llm.retryBaseDelaySeconds,
    timeoutSeconds: llm.timeoutSeconds,
  });
  switch (llm.provider) {
    case 'azure':
      return azure(llm, fetch);
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      const name = llm.model ?? '';
      const baseURL = llm.baseUrl === undefined ? {} : { baseURL: bare(llm.baseUrl) };
      return {
        model: createAnthropic({ apiKey: llm.apiKey ?? '', fetch, ...baseURL })(name),
        name,
        keySetting: 'LLM_API_KEY',
      };
    }
    case 'databricks': {
      const name = llm.databricksEndpoint ?? '';
      const url = `${bare(llm.databricksHost ?? '')}/serving-endpoints/${encodeURIComponent(name)}/invocations`;
      const invoke: typeof fetch = (_address, init) => fetch(url, init);
      const model = await compatible({
        name,
        baseURL: bare(llm.databricksHost ?? ''),
        apiKey: llm.databricksToken,
        fetch: invoke,
      });
      return { model, name, keySetting: 'DATABRICKS_TOKEN' };
    }
    default: {
      const name = llm.model ?? '';
      const baseURL = bare(llm.baseUrl ?? 'https://api.openai.com/v1');
      const model = await compatible({ name, baseURL, apiKey: llm.apiKey, fetch });
      return { model, name, keySetting: 'LLM_API_KEY' };
    }
  }
}

/** `v1`: `{endpoint}/openai/v1/chat/completions`; `legacy`: `{endpoint}/openai/deployments/{deployment}/chat/completions?api-version=`. */
async function azure(llm: Llm, fetch: typeof globalThis.fetch): Promise<Chosen> {
  const { createAzure } = await import('@ai-sdk/azure');
  const endpoint = bare(llm.azureEndpoint ?? '').replace(/\/openai(\/v1)?$/, '');
  const name = llm.azureDeployment ?? '';
  const apiKey = llm.azureApiKey ?? '';
  const provider =
    llm.azureApiStyle === 'legacy'
      ? createAzure({
          baseURL: `${endpoint}/openai`,
          apiKey,
          fetch,
          useDeploymentBasedUrls: true,
          apiVersion: llm.azureApiVersion,
        })
      : createAzure({ baseURL: `${endpoint}/openai/v1`, apiKey, fetch });
  return { model: provider.chat(name), name, keySetting: 'AZURE_OPENAI_API_KEY' };
}

async function compatible(options: {
  name: string;
  baseURL: string;
  apiKey: string | undefined;
  fetch: typeof globalThis.fetch;
}): Promise<LanguageModel> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const { name, baseURL, apiKey, fetch } = options;
  return createOpenAICompatible({ name: 'llm', baseURL, fetch, ...(apiKey === undefined ? {} : { apiKey }) })(name);
}

function bare(address: string): string {
  return address.replace(/\/+$/, '');
}
