import type { Locator } from 'playwright-core';

/** The widths of pictures, 0 for one that has not loaded; that one is scrolled to, since a page loads what is near. */
export function widthsOf(pictures: Locator): Promise<number[]> {
  return pictures.evaluateAll((all) =>
    all.map((picture) => {
      const width = 'naturalWidth' in picture ? Number(picture.naturalWidth) : 0;
      if (width === 0) picture.scrollIntoView();
      return width;
    }),
  );
}
