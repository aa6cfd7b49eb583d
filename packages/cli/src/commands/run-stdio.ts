export async function runStdio(): Promise<void> {}
