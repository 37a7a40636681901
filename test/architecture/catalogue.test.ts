import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../support/catalogue/entries.js';
import { cataloguePage } from '../support/catalogue/page.js';
import { databasesOf } from '../support/databases.js';

const file = fileURLToPath(new URL('../../docs/catalogue.md', import.meta.url));

describe('the catalogue', () => {
  const databases = databasesOf('sqlite');

  it('is what the app registers, and what the command line does', async () => {
    const catalogue = await readCatalogue(await databases.open());

    await expect(
      cataloguePage(catalogue),
      'docs/catalogue.md is out of date: run npm run catalogue',
    ).toMatchFileSnapshot(file);
  });
});
