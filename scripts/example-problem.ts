import { createCatalog, parseInput, type RegistryRow } from '@fes-assistant/tools';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';

const { tools } = createCatalog();
const schemas = new AjvJsonSchemaValidator();

type Example = RegistryRow['examples'][number];

/** Why an example may not stand in a row: one sentence, or nothing where it may. */
export function exampleProblem(
  row: RegistryRow,
  { example, others }: { example: Example; others: readonly Example[] },
): string | undefined {
  const query = example.user_query.toLowerCase();
  if (others.some(({ user_query }) => user_query.toLowerCase() === query)) return 'there is one like it.';
  const fits = schemas.getValidator(row.parameters)(example.arguments);
  if (!fits.valid) return `its arguments do not fit the schema (${fits.errorMessage}).`;
  const tool = tools.find(({ id }) => id === row.tool_id);
  if (tool === undefined) return 'there is no such tool.';
  try {
    parseInput(tool, example.arguments);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'its arguments do not fit.';
  }
}
