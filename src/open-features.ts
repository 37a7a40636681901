import type { DeliveryParts, Feature, FeatureParts, OpenFeature } from './feature.js';
import { createApprovals } from './features/approvals/index.js';
import { createItemGate, delegationsIn } from './features/approvals/public.js';
import { createDecisions } from './features/decisions/index.js';
import { createItemCommands, itemsOfKpi } from './features/follow-up/public.js';
import { createHome, type Home } from './features/home/index.js';
import { homeSections, readAway } from './features/home/public.js';
import { answerInTime } from './features/setup/in-time.js';
import type { Languages } from './features/setup/languages.js';
import { listCommittees } from './organisation/committees/committees.js';
import { isNobody } from './organisation/people/accounts/note.js';
import { tellOperators } from './organisation/people/notices.js';
import type { DeliveryKind } from './platform/outbox/delivery.js';
import { createPostOffice, type PostOffice, type PostOfficeDeps } from './platform/outbox/post-office.js';
import type { InTime } from './surface/app-deps.js';
import { morningDelivery } from './surface/morning/delivery.js';
import type { MorningPart } from './surface/morning/part.js';
import { sweepMornings } from './surface/morning/sweep.js';

/** Brings to Slack what the features put into the outbox. */
export function openPostOffice(
  parts: DeliveryParts & Pick<PostOfficeDeps, 'timings' | 'rightOfWay'>,
  features: readonly Feature[],
): PostOffice {
  const { database, workspaceId } = parts;
  const kinds: Record<string, DeliveryKind> = {};
  for (const feature of features) Object.assign(kinds, feature.deliveries?.(parts));
  kinds['morning'] = morningDelivery(parts, morningParts(parts, features));
  return createPostOffice({
    ...parts,
    kinds,
    channels: async () => (await listCommittees(database.client, workspaceId)).flatMap(({ channel }) => channel ?? []),
    isNobody: (slackUserId) => isNobody(parts, slackUserId),
    tellOperators: (notice) => tellOperators(parts, notice),
  });
}

type OpeningParts = Omit<FeatureParts, 'home' | 'inTime' | keyof Wired> &
  Pick<FeatureParts['kpiCommands'], 'importer'> & { readonly languages: Pick<Languages, 'of'> };

/** What is done by itself each minute; `stopping` says that the process wants to end. */
export type Job = { readonly name: string; readonly run: (stopping: AbortSignal) => Promise<void> };

/** What features of this version offer each other. */
type Wired = Pick<FeatureParts, 'followUp' | 'answerItem' | 'approvals' | 'decisions' | 'minutes' | 'kpiCommands'>;

export type OpenFeatures = Pick<FeatureParts, 'inTime' | 'followUp' | 'decisions'> & {
  readonly home: Home;
  /** Of people's Home tabs, by name. */
  readonly homeSections: readonly string[];
  /** In the order of their list. */
  readonly opened: readonly OpenFeature[];
  /** What `sweep` goes through, by name. */
  readonly jobs: readonly string[];
  /** What is due by itself at this business time. Safe in several processes at once, and at any time again. */
  sweep(stopping: AbortSignal): Promise<void>;
};

/** The features at work in one app, with what each needs of the others. */
export function openFeatures(parts: OpeningParts, features: readonly Feature[]): OpenFeatures {
  const { kick, languages, importer } = parts;
  const sections = features.flatMap(({ homeSections: own }) => own?.({ ...parts, database: parts.behind }) ?? []);
  const home = createHome({ ...parts, sections }, parts.behind);
  const inTime: InTime = (context, answer) => {
    const slowWords = async () => parts.texts.in(await languages.of(context.user))('errors.slow');
    return answerInTime(context, { slowWords }, answer);
  };
  const approvals = createApprovals({ ...parts, kick, readDays: readAway, refreshHomes: home.refresh });
  const followUp = { ...parts, kick, onChanged: home.onItemChanged, gate: createItemGate(approvals) };
  const decisions = createDecisions({ ...parts, kick, delegationsIn, refreshHomes: home.refresh });
  const wired: Wired = {
    followUp,
    answerItem: createItemCommands(followUp),
    approvals,
    decisions,
    minutes: { ...parts, kick },
    kpiCommands: { ...parts, importer, itemsOf: (kpiKey, person) => itemsOfKpi(parts, kpiKey, person), inTime },
  };
  const opened = features.flatMap(({ name, open }) =>
    open ? [{ name, ...open({ ...parts, ...wired, home, inTime }) }] : [],
  );
  const shown = [...homeSections, ...sections.map(({ name }) => name)];
  const behind = { ...parts, database: parts.behind };
  const mornings = morningParts(behind, features);
  const jobs: readonly Job[] = [
    ...opened.flatMap(({ name, sweep }) => (sweep ? [{ name, run: sweep }] : [])),
    // Last: what ends or goes to others with this moment is told as it stands then.
    { name: 'mornings', run: (stopping) => sweepMornings(behind, mornings, stopping) },
  ];
  return {
    home,
    inTime,
    followUp,
    decisions,
    homeSections: shown,
    opened,
    jobs: jobs.map(({ name }) => name),
    sweep: (stopping) => runEach(jobs, stopping),
  };
}

/** What people are told in the morning, by all features. */
function morningParts(parts: DeliveryParts, features: readonly Feature[]): MorningPart[] {
  return features.flatMap((feature) => feature.morning?.(parts) ?? []).sort((a, b) => a.order - b.order);
}

/** One after the other; the others go on where one fails, which is thrown at the end. */
async function runEach(jobs: readonly Job[], stopping: AbortSignal): Promise<void> {
  const failed: unknown[] = [];
  for (const { run } of jobs) {
    if (stopping.aborted) break;
    await run(stopping).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
}
