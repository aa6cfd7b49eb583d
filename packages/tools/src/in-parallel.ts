/** Does the same to each of many, a few at a time, and gives the answers in order. The first failure ends it. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  { atOnce = 6, each }: { atOnce?: number; each: (item: Item, index: number) => Promise<Answer> },
): Promise<Answer[]> {
  const answers: Answer[] = new Array(items.length);
  let next = 0;
  async function work(): Promise<void> {
    while (next < items.length) {
      const index = next;
      next += 1;
      try {
        answers[index] = await each(items[index] as Item, index);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return answers;
}
