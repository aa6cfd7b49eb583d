import type { Datamodel } from '@fes-assistant/sisense';

/** `extract` or `live`, whatever letters the server used. */
export function modelType(model: { type?: string | null | undefined }): string | null {
  return model.type?.toLowerCase() ?? null;
}

/** When its data or its definition was last put to use: an extract is built, a live model published. */
export function lastBuiltOrPublished(model: Datamodel): string | null {
  return (modelType(model) === 'live' ? model.lastPublishTime : model.lastBuildTime) ?? null;
}
