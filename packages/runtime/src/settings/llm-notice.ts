import type { SettingValues } from './definitions.ts';

type Llm = SettingValues['llm'];

/** Why the chosen provider cannot be used, as a sentence for the page's banner; `undefined` when it can. */
export function llmNotice(llm: Llm): string | undefined {
  const missing = missingSettings(llm);
  if (missing.length === 0) return undefined;
  return `The built-in planner answers, because LLM_PROVIDER is ${llm.provider} and ${inWords(missing)} not set.`;
}

function missingSettings(llm: Llm): string[] {
  const needed: Record<Llm['provider'], [string, string | undefined][]> = {
    offline: [],
    azure:
      llm.azureSecretId !== undefined
        ? []
        : [
            ['AZURE_OPENAI_ENDPOINT', llm.azureEndpoint],
            ['AZURE_OPENAI_DEPLOYMENT', llm.azureDeployment],
            ['AZURE_OPENAI_API_KEY', llm.azureApiKey],
          ],
    databricks: [
      ['DATABRICKS_HOST', llm.databricksHost],
      ['DATABRICKS_TOKEN', llm.databricksToken],
      ['LLM_ENDPOINT', llm.databricksEndpoint],
    ],
    openai: [
      ['LLM_API_KEY', llm.apiKey],
      ['LLM_MODEL', llm.model],
    ],
    'openai-compatible': [
      ['LLM_BASE_URL', llm.baseUrl],
      ['LLM_MODEL', llm.model],
    ],
    anthropic: [
      ['LLM_API_KEY', llm.apiKey],
      ['LLM_MODEL', llm.model],
    ],
    bedrock: [['LLM_MODEL', llm.model]],
  };
  return needed[llm.provider].filter(([, value]) => value === undefined).map(([name]) => name);
}

function inWords(names: string[]): string {
  const last = names.at(-1) ?? '';
  return names.length === 1 ? `${last} is` : `${names.slice(0, -1).join(', ')} and ${last} are`;
}
