export type { Model, ModelAnswer, ModelCall, ModelMessage, ModelRequest, ModelTool } from './agent/models/model.ts';
export type { Offer } from './backend.ts';
export { type RunningBackend, type StartBackendOptions, startBackend } from './start-backend.ts';
