/** Ids of the dashboards that a script jumps to, whichever quotes and forms it uses. */
export function jumpTargets(script: string | null | undefined): string[] {
  const code = withoutComments(script ?? '');
  if (!/jumpToDashboard/i.test(code)) return [];
  const ids = [
    ...code.matchAll(/\b(?:dashboardIds?|targetDashboards?|id|oid)\b['"]?\s*:\s*\[?\s*['"`]([0-9a-f]{24})['"`]/gi),
  ];
  const listed = [...code.matchAll(/\bdashboardIds\b['"]?\s*:\s*\[([^\]]*)\]/gi)].flatMap(([, list]) => [
    ...(list ?? '').matchAll(/['"`]([0-9a-f]{24})['"`]/gi),
  ]);
  return [...new Set([...ids, ...listed].flatMap(([, id]) => id?.toLowerCase() ?? []))];
}

/** Comments go, texts stay: an address in a text holds `//` too. */
function withoutComments(script: string): string {
  return script.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (whole, text) => (typeof text === 'string' ? text : whole.startsWith('//') ? '' : ' '),
  );
}
