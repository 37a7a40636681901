import { findPersonByKey } from '../../organisation/people/people.js';
import type { RequestContext } from '../../platform/slack/requests.js';
import { askerOf } from '../../surface/speaker.js';
import { describeKpi, drawKpi, viewKpi } from '../digests/public.js';
import { lastExplanation } from '../kpis/public.js';
import { cardOf } from './card.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { type Subject, subjectOf } from './subject.js';

/** `/kpi KEY`: acknowledged once it is clear which KPI is meant, because its picture may take seconds. */
export async function showKpi(deps: KpiCommandDeps, context: RequestContext, typed: string): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const subject = await subjectOf(deps, asker, { kpi: typed, channel: context.channel });
  await context.ack();
  await context.respond(await kpiCard(deps, subject));
}

async function kpiCard(deps: KpiCommandDeps, subject: Subject): Promise<ReturnType<typeof cardOf>> {
  const { entry, committee, person } = subject;
  const { key } = entry.kpi;
  const view = await viewKpi(deps, { kpi: entry, committee, timeZone: person.timeZone });
  const [chart, explanation, items] = await Promise.all([
    drawKpi(deps, view, subject),
    explanationOf(deps, key),
    deps.itemsOf(key, person),
  ]);
  return cardOf({ view, words: describeKpi(view, subject), chart, explanation, items }, subject);
}

async function explanationOf({ database, workspaceId }: KpiCommandDeps, kpiKey: string) {
  const found = await lastExplanation(database.client, { workspaceId, kpiKey });
  if (!found) return null;
  const author = await findPersonByKey(database.client, { workspaceId, key: found.authorKey });
  return { ...found, author: author?.name ?? found.authorKey };
}
