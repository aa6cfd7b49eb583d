export { type StartedMcpServer, type StartMcpServerOptions, startMcpServer } from './main-http.ts';
