/**
 * One step after the other, each also where one before it failed, so that an end that goes wrong loses no more than it
 * must.
 * @throws what the first failing step threw, once all are done
 */
export async function eachInTurn(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
