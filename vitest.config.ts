import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { z } from 'zod';

/** The longest first, so that no worker is left alone with one at the end. */
const longest = ['process/kill', 'browser/', 'process/', 'flow/', 'database/'];

function rank({ moduleId }: TestSpecification): number {
  const at = longest.findIndex((part) => moduleId.includes(`/test/${part}`));
  return at < 0 ? longest.length : at;
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

const newcomersWalk = 'test/browser/first-minute.test.ts';

/** Flows in which the store matters: these run on PostgreSQL as well. */
function flowsOfBothEngines(): string[] {
  const flows = readdirSync('test/flow', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  return flows
    .map((file) => `test/flow/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\bdescribe(Flow|Outbox)\(/.test(readFileSync(file, 'utf8')));
}

const unit = { extends: true as const, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } };
const whole = (chosen: { readonly include: string[]; readonly exclude?: string[] }) => ({
  extends: true as const,
  test: { name: 'whole', ...chosen, globalSetup: ['test/support/global-setup.ts'] },
});

/**
 * What `npm test` takes, what `npm run test:more` and `npm run test:unit` take, and from what files are chosen that are
 * named by hand.
 */
const parts = {
  first: [whole({ include: ['test/{database,flow,architecture}/**/*.test.ts', newcomersWalk] }), unit],
  more: [
    whole({ include: ['test/{browser,process}/**/*.test.ts', ...flowsOfBothEngines()], exclude: [newcomersWalk] }),
  ],
  unit: [unit],
  all: [whole({ include: ['test/{database,flow,process,browser,architecture}/**/*.test.ts'] }), unit],
};
const part = z.enum(['first', 'more', 'unit', 'all']).default('all').parse(process.env['COPIL_TEST_PART']);

export default defineConfig({
  test: {
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // A browser and real processes take cores of their own.
    maxWorkers: part === 'more' ? 2 : 3,
    // No module keeps state, so files may share what they have loaded: most of their time would go into loading it.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A loaded machine may take seconds for what takes milliseconds elsewhere.
    expect: { poll: { timeout: 60_000 } },
    env: { TZ: 'Pacific/Auckland' },
    projects: parts[part],
  },
});
