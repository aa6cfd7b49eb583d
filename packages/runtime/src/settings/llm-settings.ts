import { optionalSetting, type ServiceName, setting } from './setting.ts';
import { decimal, oneOf, secretText, text, webAddress, wholeNumber } from './value-kinds.ts';

const services: ServiceName[] = ['backend'];

export const llmProviders = [
  'offline',
  'azure',
  'databricks',
  'openai',
  'openai-compatible',
  'anthropic',
  'bedrock',
] as const;

export const llmSettings = {
  llm: {
    provider: setting('LLM_PROVIDER', {
      services,
      default: 'offline',
      meaning: `Language model: ${llmProviders.join(', ')}. offline is the built-in planner, which needs no key.`,
      schema: oneOf(llmProviders),
    }),
    baseUrl: optionalSetting('LLM_BASE_URL', {
      services,
      meaning: 'Address of an OpenAI-compatible server, such as http://localhost:11434/v1.',
      schema: webAddress(),
    }),
    apiKey: optionalSetting('LLM_API_KEY', {
      services,
      meaning: 'Key for openai, openai-compatible (where it wants one) and anthropic.',
      secret: true,
      schema: secretText(),
    }),
    model: optionalSetting('LLM_MODEL', {
      services,
      meaning: 'Name of the model for openai, openai-compatible, anthropic and bedrock.',
      schema: text(),
    }),
    azureEndpoint: optionalSetting('AZURE_OPENAI_ENDPOINT', {
      services,
      meaning: 'Azure OpenAI: address of the resource.',
      schema: webAddress(),
    }),
    azureDeployment: optionalSetting('AZURE_OPENAI_DEPLOYMENT', {
      services,
      meaning: 'Azure OpenAI: name of the deployment.',
      schema: text(),
    }),
    azureApiKey: optionalSetting('AZURE_OPENAI_API_KEY', {
      services,
      meaning: 'Azure OpenAI: key.',
      secret: true,
      schema: secretText(),
    }),
    azureApiStyle: setting('AZURE_OPENAI_API_STYLE', {
      services,
      default: 'v1',
      meaning: 'Azure OpenAI: v1 or legacy (addresses with the deployment and api-version).',
      schema: oneOf(['v1', 'legacy'] as const),
    }),
    azureApiVersion: setting('AZURE_OPENAI_API_VERSION', {
      services,
      default: '2024-11-20',
      meaning: 'Azure OpenAI: api-version of the legacy style.',
      schema: text({ pattern: /^\d{4}-\d{2}-\d{2}(-preview)?$/, what: 'a date such as 2024-11-20' }),
    }),
    azureSecretId: optionalSetting('FES_AZURE_OPENAI_SECRET_ID', {
      services,
      meaning:
        'AWS Secrets Manager: JSON secret with endpoint, key and deployment, used where the variables are empty.',
      schema: text(),
    }),
    databricksHost: optionalSetting('DATABRICKS_HOST', {
      services,
      meaning: 'Databricks Model Serving: address of the workspace.',
      schema: webAddress(),
    }),
    databricksToken: optionalSetting('DATABRICKS_TOKEN', {
      services,
      meaning: 'Databricks Model Serving: token.',
      secret: true,
      schema: secretText(),
    }),
    databricksEndpoint: optionalSetting('LLM_ENDPOINT', {
      services,
      meaning: 'Databricks Model Serving: name of the serving endpoint.',
      schema: text(),
    }),
    maxRetries: setting('LLM_HTTP_MAX_RETRIES', {
      services,
      default: '3',
      meaning: 'How often a call to the model is tried again after 429, 500, 502, 503, 504 or a network error.',
      schema: wholeNumber({ min: 0, max: 10 }),
    }),
    retryBaseDelaySeconds: setting('LLM_HTTP_RETRY_BASE_DELAY', {
      services,
      default: '0.5',
      meaning: 'Seconds before the first retry; each next one waits longer.',
      schema: decimal({ min: 0, max: 60 }),
    }),
    timeoutSeconds: setting('LLM_HTTP_TIMEOUT', {
      services,
      default: '60',
      meaning: 'Seconds that the model may take for an answer.',
      schema: decimal({ min: 1, max: 3600 }),
    }),
    maxTokens: setting('LLM_MAX_TOKENS', {
      services,
      default: '1024',
      meaning: 'Longest answer of the model, in tokens.',
      schema: wholeNumber({ min: 16, max: 200_000 }),
    }),
    temperature: setting('LLM_TEMPERATURE', {
      services,
      default: '0.2',
      meaning: 'How freely the model words its answers, 0 to 2.',
      schema: decimal({ min: 0, max: 2 }),
    }),
    maxTools: setting('LLM_MAX_TOOLS', {
      services,
      default: '80',
      meaning: 'Most tools that are shown to the model at once.',
      schema: wholeNumber({ min: 1, max: 128 }),
    }),
  },
};
