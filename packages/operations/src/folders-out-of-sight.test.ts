import { expect, test } from 'vitest';
import { changeCalled, type Demo, openDemo } from '../test/demo-deployment.ts';

const giveAway = changeCalled('access.change_folder_and_dashboard_ownership');

const folderOf = ({ world }: Demo, title: string) =>
  String([...world.dashboards.values()].find((one) => one.title === title)?.parentFolder);
const idOf = ({ world }: Demo, name: string) =>
  [...world.users.values()].find(({ email }) => email.startsWith(name))?._id ?? '';

/** Who owns a folder and what lies in it, and who is given these dashboards. */
function state({ world, users }: Demo, folder: string) {
  const inside = [...world.dashboards.values()].filter(({ parentFolder }) => parentFolder === folder);
  return {
    owner: world.folders.get(folder)?.owner,
    owners: inside.map(({ owner }) => owner),
    adminHasShares: inside.some(({ shares }) => shares.some(({ shareId }) => shareId === users.admin.id)),
  };
}

test.each([
  ['that the administrator cannot see', 'Headcount'],
  ['that the administrator gives away and then cannot see', 'Month Close Checklist'],
])('a folder %s is given to another owner, and back', async (_which, title) => {
  const { demo, propose, approve, takeBack } = await openDemo();
  const folder = folderOf(demo, title);
  const before = state(demo, folder);
  const done = await approve(await propose(giveAway, { folder_name: folder, new_owner_name: 'priya.nair' }));
  expect(done).toMatchObject({ end: 'done', undoable: true });
  const priya = idOf(demo, 'priya.nair');
  expect(state(demo, folder)).toEqual({ owner: priya, owners: before.owners.map(() => priya), adminHasShares: false });
  expect(await takeBack(done)).toMatchObject({ end: 'done' });
  expect(state(demo, folder)).toEqual(before);
});

test('a folder out of sight that someone else changed meanwhile is not taken back, and no share stays', async () => {
  const { demo, propose, approve, takeBack } = await openDemo();
  const folder = folderOf(demo, 'Headcount');
  const done = await approve(await propose(giveAway, { folder_name: folder, new_owner_name: 'priya.nair' }));
  const tomas = idOf(demo, 'tomas.silva');
  const changed = demo.world.folders.get(folder);
  if (changed) Object.assign(changed, { owner: tomas });
  expect(await takeBack(done)).toMatchObject({ end: 'partly' });
  expect(state(demo, folder)).toMatchObject({ owner: tomas, adminHasShares: false });
});
