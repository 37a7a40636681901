import { describe, expect, it } from 'vitest';
import { createRightOfWay } from '../../../src/platform/right-of-way.js';

describe('the right of way', () => {
  it('is free where nobody waits', async () => {
    await expect(createRightOfWay().whenFree(60_000)).resolves.toBeUndefined();
  });

  it('is free again once everybody was answered, however often they say so', async () => {
    const { enter, whenFree } = createRightOfWay();
    const leaveFirst = enter();
    const leaveSecond = enter();
    let isFree = false;
    const free = whenFree(60_000).then(() => {
      isFree = true;
    });

    leaveFirst();
    leaveFirst();
    await new Promise((resolve) => setImmediate(resolve));
    expect(isFree).toBe(false);
    leaveSecond();

    await free;
  });

  it('is given to the rest after a while, whoever still waits', async () => {
    const { enter, whenFree } = createRightOfWay();
    enter();

    await expect(whenFree(5)).resolves.toBeUndefined();
  });
});
