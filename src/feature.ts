import type { AppParts } from './app-parts.js';
import type { ApprovalSurfaceDeps } from './features/approvals/public.js';
import type { DecisionDeps } from './features/decisions/public.js';
import type { DigestSection } from './features/digests/public.js';
import type { FollowUpDeps, ItemCommands } from './features/follow-up/public.js';
import type { Home, HomeSection } from './features/home/public.js';
import type { KpiCommandDeps } from './features/kpi-commands/public.js';
import type { CommandWords } from './features/setup/commands.js';
import type { Database } from './platform/db/database.js';
import type { DeliveryKind } from './platform/outbox/delivery.js';
import type { SlackApp } from './platform/slack/slack-app.js';
import type { AppDeps, InTime } from './surface/app-deps.js';
import type { MorningPart } from './surface/morning/part.js';

/** What brings messages to Slack needs; the command line has it too. */
export type DeliveryParts = Omit<AppParts, 'rightOfWay' | 'timings'>;

/** What a feature of an app is made of: the app's own parts, and what other features offer it. */
export type FeatureParts = AppParts & {
  /** The store as it is asked for what nobody waits for. */
  readonly behind: Database;
  /** Something was put into the outbox. */
  readonly kick: () => void;
  readonly home: Pick<Home, 'register' | 'refresh' | 'answerAway'>;
  /** Runs a command, and tells the person that it takes longer when it does. */
  readonly inTime: InTime;
  readonly followUp: FollowUpDeps;
  readonly answerItem: ItemCommands;
  readonly approvals: ApprovalSurfaceDeps;
  readonly decisions: DecisionDeps;
  readonly minutes: AppDeps;
  readonly kpiCommands: KpiCommandDeps;
};

/** A feature at work in an app. */
export type OpenFeature = {
  /** What it answers behind `/copil`. */
  readonly commandWords?: readonly CommandWords[];
  /** Takes what people say in Slack. */
  register?(slack: SlackApp): void;
  /** What is due by itself at this business time. Safe in several processes at once, and at any time again. */
  sweep?(stopping?: AbortSignal): Promise<void>;
};

/** One ability of the program, in one record: the app walks a list of them, and knows nothing else of any. */
export type Feature = {
  readonly name: string;
  /** What it tells in digests; a template names what it wants of it. */
  readonly digestSections?: readonly DigestSection[];
  /** What it shows in people's Home tabs. */
  homeSections?(parts: DeliveryParts): readonly HomeSection[];
  /** What it puts into the outbox, by the `kind` of its payload. */
  deliveries?(parts: DeliveryParts): Readonly<Record<string, DeliveryKind>>;
  /** What it has to tell people in the morning. */
  morning?(parts: DeliveryParts): readonly MorningPart[];
  open?(parts: FeatureParts): OpenFeature;
};
