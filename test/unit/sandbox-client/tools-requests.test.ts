import { describe, expect, it } from 'vitest';
import {
  everyRequest,
  filterRequests,
  isPending,
  isProblem,
  mergeRequests,
  newestKnown,
} from '../../../src/sandbox/client/tools/request-rows.js';
import type { PageRequestRow } from '../../../src/sandbox/desk/page-api.js';

function aRow(row: Partial<PageRequestRow>): PageRequestRow {
  return {
    id: 1,
    direction: 'to_slack',
    name: 'chat.postMessage',
    transport: 'http',
    at: 0,
    status: 200,
    latencyMs: 4,
    ...row,
  };
}

const posted = aRow({ id: 1 });
const refused = aRow({ id: 2, name: 'views.open', refused: 'invalid_blocks' });
const limited = aRow({ id: 3, status: 429, fault: 'rate_limited' });
const failed = aRow({ id: 4, direction: 'to_app', name: 'block_actions', status: 500 });
const waiting: PageRequestRow = {
  id: 5,
  direction: 'to_app',
  name: 'slash_command',
  transport: 'socket',
  at: 0,
  version: 5,
};
const all = [waiting, failed, limited, refused, posted];

describe('the inspector’s filter', () => {
  it('shows every request at first', () => {
    expect(filterRequests(all, everyRequest)).toEqual(all);
  });

  it('finds words in the method, the error, the bad day and the status, in any case', () => {
    const find = (text: string) => filterRequests(all, { ...everyRequest, text });

    expect(find('CHAT.post')).toEqual([limited, posted]);
    expect(find('invalid_blocks')).toEqual([refused]);
    expect(find('rate_limited')).toEqual([limited]);
    expect(find('500')).toEqual([failed]);
    expect(find('socket')).toEqual([waiting]);
  });

  it('wants every word, in whatever order', () => {
    expect(filterRequests(all, { ...everyRequest, text: ' 429  chat ' })).toEqual([limited]);
    expect(filterRequests(all, { ...everyRequest, text: '429 views' })).toEqual([]);
  });

  it('narrows to one direction', () => {
    expect(filterRequests(all, { ...everyRequest, direction: 'to_app' })).toEqual([waiting, failed]);
  });

  it('narrows to what Slack refused, a bad day met, or failed', () => {
    expect(filterRequests(all, { ...everyRequest, onlyProblems: true })).toEqual([failed, limited, refused]);
  });

  it('sees no problem in a request that waits for its answer', () => {
    expect(isPending(waiting)).toBe(true);
    expect(isProblem(waiting)).toBe(false);
    expect(isPending(posted)).toBe(false);
  });
});

describe('news of requests', () => {
  it('come on top, and an answer takes the place of the question', () => {
    const answered = aRow({ ...waiting, latencyMs: 12, version: 8 });
    const next = aRow({ id: 6 });

    expect(mergeRequests([waiting, failed], [answered, next])).toEqual([next, answered, failed]);
  });

  it('leave the list as it is where there are none', () => {
    expect(mergeRequests(all, [])).toBe(all);
  });

  it('push the oldest out of a long list', () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => aRow({ id: index + 1 }));

    const kept = mergeRequests([], rows);

    expect(kept).toHaveLength(2_000);
    expect(kept[0]?.id).toBe(2_500);
  });

  it('are asked for by the newest version, or the newest id where rows have none', () => {
    expect(newestKnown([])).toBe(0);
    expect(newestKnown([refused, posted])).toBe(2);
    expect(newestKnown([aRow({ id: 6, version: 6 }), aRow({ id: 5, version: 9 })])).toBe(9);
  });
});
