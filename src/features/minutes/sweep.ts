import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import { localDate } from '../../kernel/zoned-time.js';
import { recordEvent } from '../../platform/db/events.js';
import type { Logger } from '../../platform/log.js';
import type { StoreDeps } from '../../surface/app-deps.js';
import { refreshCard } from './cards/copies.js';
import { gatherContent } from './gather/gather.js';
import { listConfirmed } from './meetings.js';
import { type Meeting, phaseOf } from './minutes.js';
import { saveClosing } from './stored-minutes.js';

/**
 * Closes what was to be corrected until yesterday, and brings the figures on cards up to date. Safe in several processes at once and at any time again, however
 * long nobody swept: a correction after the last day was refused all the same. One meeting that fails does not stop others.
 */
export async function sweepMinutes(deps: StoreDeps & { readonly log: Logger }, stopping?: AbortSignal): Promise<void> {
  const { workspaceId, database, log } = deps;
  const each = async (meetings: readonly Meeting[], work: (meeting: Meeting) => Promise<void>) => {
    for (const meeting of meetings) {
      if (stopping?.aborted) return;
      await work(meeting).catch((error: unknown) =>
        log.error('the sweep of a meeting failed; it is tried again', { err: error, digest: meeting.digestId }),
      );
    }
  };
  await each(await listConfirmed(database.client, workspaceId), (meeting) => closeOrRefresh(deps, meeting));
}

async function closeOrRefresh(deps: StoreDeps, meeting: Meeting): Promise<void> {
  const { clock, database, nowMs } = deps;
  const today = localDate(clock.now(), meeting.committee.timeZone);
  if (phaseOf(meeting.minutes, today) === 'over') return close(deps, meeting);
  await refreshCard(database.client, meeting, new Date(nowMs()));
}

/** Composed before the transaction, since that takes long; a correction that comes between leaves it to the next sweep. */
async function close(deps: StoreDeps, meeting: Meeting): Promise<void> {
  const { minutes, workspaceId } = meeting;
  if (!minutes) return;
  const content = canonicalJson(await gatherContent(deps, meeting));
  const contentHash = sha256(content);
  const closedAt = deps.clock.now();
  const isClosed = await deps.database.transaction(async (transaction) => {
    if (!(await saveClosing(transaction, minutes, { content, contentHash, closedAt }))) return false;
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: 'minutes.closed',
      subjectKind: 'minutes',
      subjectId: minutes.id,
      after: { committee: meeting.committee.key, period: meeting.period, hash: contentHash },
      surface: 'schedule',
      at: closedAt,
    });
    const closed = { ...minutes, state: 'closed', closedAt, content, contentHash } as const;
    await refreshCard(transaction, { ...meeting, minutes: closed }, new Date(deps.nowMs()));
    return true;
  });
  if (isClosed) deps.kick();
}
