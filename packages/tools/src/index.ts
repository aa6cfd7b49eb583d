export * from './catalog.ts';
export * from './step-kind.ts';
export * from './tool.ts';
