import { openStore } from '../open-store.ts';

/** A second process that counts in the same file. */
const [, , file = ''] = process.argv;
const up = async () => {};
const store = await openStore<{ counters: { name: string; value: number } }>({
  file,
  migrations: { '001-counters': { up }, '002-things': { up } },
});
for (let round = 0; round < 50; round++) {
  await store.transaction().execute(async (within) => {
    const { value } = await within.selectFrom('counters').select('value').executeTakeFirstOrThrow();
    await within
      .updateTable('counters')
      .set({ value: value + 1 })
      .execute();
  });
}
await store.destroy();
