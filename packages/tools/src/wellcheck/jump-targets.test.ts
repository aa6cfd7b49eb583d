import { expect, it } from 'vitest';
import { jumpTargets } from './jump-targets.ts';

const [a, b, c] = ['a'.repeat(24), 'b'.repeat(24), 'c'.repeat(24)];

it('finds the targets of jumps in every form of a call, and none in comments', () => {
  expect(jumpTargets(`prism.jumpToDashboard(widget, { dashboardId: "${a}" });`)).toEqual([a]);
  expect(jumpTargets(`prism.jumpToDashboard(widget, { dashboardIds: [{ id: '${a}' }, { id: '${b}' }] })`)).toEqual([
    a,
    b,
  ]);
  expect(jumpTargets(`prism.jumpToDashboard(widget, { targetDashboards: { x: { dashboardId: \`${c}\` } } })`)).toEqual([
    c,
  ]);
  expect(jumpTargets(`prism.jumpToDashboard(widget, { dashboardIds: ['${a}', "${b}"] })`)).toEqual([a, b]);
  expect(jumpTargets(`// prism.jumpToDashboard(widget, { dashboardId: "${a}" });`)).toEqual([]);
  expect(jumpTargets(`const home = "https://x.example"; prism.jumpToDashboard(w, { dashboardId: "${a}" })`)).toEqual([
    a,
  ]);
  expect(jumpTargets(`console.log({ id: "${a}" })`)).toEqual([]);
  expect(jumpTargets(null)).toEqual([]);
});
