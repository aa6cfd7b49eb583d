import type { Logger, Settings } from '@fes-assistant/runtime';
import type { Catalogues } from '../../tool-server/catalogues.ts';
import { createPlanner } from './built-in/planner.ts';
import type { Model } from './model.ts';

/** The model that the settings name; the built-in planner where there is none, with the reason where one was wanted. */
export async function createModel({
  settings,
  catalogues,
}: {
  settings: Settings;
  catalogues: Catalogues;
  logger: Logger;
}): Promise<Model> {
  return createPlanner({ toolsOf: async (mode) => (await catalogues.of(mode)).tools, notice: settings.llm.notice });
}
