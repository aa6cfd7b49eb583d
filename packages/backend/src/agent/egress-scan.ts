import { type Model, ModelFailure, type ModelRequest } from './models/model.ts';

/** Whether a known secret stands in a text, in whatever encoding. */
interface KnownSecrets {
  occursIn(text: string): boolean;
}

/** Looks at everything that would be sent to a language model and sends nothing when a known secret is in it. */
export function scanned(model: Model, { secrets, alarm }: { secrets: KnownSecrets; alarm: () => void }): Model {
  return {
    ...model,
    next(request: ModelRequest) {
      const { system, messages, tools } = request;
      if (!secrets.occursIn(JSON.stringify({ system, messages, tools }))) return model.next(request);
      alarm();
      const message =
        'Nothing was sent to the language model: the conversation holds a password or token. Start a new conversation without it.';
      return Promise.reject(new ModelFailure('refused', message));
    },
  };
}
