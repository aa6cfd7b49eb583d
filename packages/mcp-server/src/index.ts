export { type StartedMcpServer, type StartMcpServerOptions, startMcpServer } from './main-http.ts';
export { type OperatorDesk, openOperatorDesk } from './open-operator-desk.ts';
