import { createCatalog } from '@fes-assistant/tools';
import { print } from '../print.ts';

/** `fes tools`: what can be asked, one line each. */
export function listTools({ json = false }: { json?: boolean }): void {
  const { tools } = createCatalog();
  if (json) {
    print(
      JSON.stringify(
        tools.map(({ id, effect, title, description }) => ({ id, effect, title, description })),
        null,
        2,
      ),
    );
    return;
  }
  const width = Math.max(...tools.map(({ id }) => id.length));
  for (const { id, effect, description } of tools) print(`${id.padEnd(width)}  ${effect.padEnd(6)}  ${description}`);
  const changes = tools.filter(({ effect }) => effect === 'change').length;
  print(`${tools.length} tools: ${tools.length - changes} read, ${changes} change.`);
}
