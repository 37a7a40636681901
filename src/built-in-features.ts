import type { Feature } from './feature.js';
import {
  approvalDeliveries,
  registerApprovals,
  sweepAllApprovals,
  waitingInMorning,
} from './features/approvals/index.js';
import { answerApproval, createItemMarks, delegationsIn } from './features/approvals/public.js';
import { decisionDeliveries, registerDecisions, sweepDecisions } from './features/decisions/index.js';
import { answerDecision, answerDecisionLog, decisionsSection } from './features/decisions/public.js';
import { digestDeliveries } from './features/digests/index.js';
import {
  followUpDeliveries,
  registerFollowUp,
  remindersInMorning,
  silenceInMorning,
  sweepFollowUp,
} from './features/follow-up/index.js';
import { followUpSections } from './features/follow-up/public.js';
import { answerKpi, registerKpiCommands } from './features/kpi-commands/public.js';
import { attendanceInMorning, minutesDeliveries, registerMinutes, sweepMinutes } from './features/minutes/index.js';
import { answerMinutes, readingSection } from './features/minutes/public.js';
import { linkedDelivery } from './organisation/people/accounts/linked.js';

const people: Feature = { name: 'people', deliveries: (parts) => ({ linked: linkedDelivery(parts) }) };

const digests: Feature = { name: 'digests', deliveries: digestDeliveries };

const followUp: Feature = {
  name: 'follow-up',
  digestSections: followUpSections,
  deliveries: (parts) => followUpDeliveries({ ...parts, gate: createItemMarks(parts) }),
  morning(parts) {
    const deps = { ...parts, gate: createItemMarks(parts) };
    return [remindersInMorning(deps), silenceInMorning(deps)];
  },
  open: ({ followUp: deps, answerItem, inTime, behind }) => ({
    commandWords: (['blocker', 'action'] as const).map((kind) => ({
      words: [kind],
      answer: (context) => answerItem(context, kind),
    })),
    register: (slack) => registerFollowUp(slack, deps, { answerItem, inTime }),
    sweep: () => sweepFollowUp({ ...deps, database: behind }),
  }),
};

const approvals: Feature = {
  name: 'approvals',
  deliveries: approvalDeliveries,
  morning: (parts) => [waitingInMorning(parts)],
  open: ({ approvals: deps, inTime, behind }) => ({
    commandWords: [
      {
        words: ['approval', 'approvals', 'approbation', 'approbations'],
        answer: (context) => answerApproval(deps, context),
      },
      {
        words: ['delegate', 'déléguer', 'deleguer'],
        isPartOfIt: true,
        answer: (context) => answerApproval(deps, context),
      },
    ],
    register: (slack) => registerApprovals(slack, deps, inTime),
    sweep: (stopping) => sweepAllApprovals({ ...deps, database: behind }, stopping),
  }),
};

const decisions: Feature = {
  name: 'decisions',
  digestSections: [decisionsSection],
  deliveries: (parts) => decisionDeliveries({ ...parts, delegationsIn }),
  open: ({ decisions: deps, inTime, behind }) => ({
    commandWords: [
      { words: ['decide', 'decider', 'décider'], answer: (context) => answerDecision(deps, context) },
      { words: ['decisions', 'décisions'], answer: (context) => answerDecisionLog(deps, context) },
    ],
    register: (slack) => registerDecisions(slack, deps, inTime),
    sweep: (stopping) => sweepDecisions({ ...deps, database: behind }, stopping),
  }),
};

const minutes: Feature = {
  name: 'minutes',
  digestSections: [readingSection],
  deliveries: minutesDeliveries,
  morning: (parts) => [attendanceInMorning(parts)],
  open: ({ minutes: deps, behind }) => ({
    commandWords: [{ words: ['minutes', 'compte-rendu', 'cr'], answer: (context) => answerMinutes(deps, context) }],
    register: (slack) => registerMinutes(slack, deps),
    sweep: (stopping) => sweepMinutes({ ...deps, database: behind }, stopping),
  }),
};

const kpiCommands: Feature = {
  name: 'kpi-commands',
  open: ({ kpiCommands: deps }) => ({
    commandWords: [{ words: ['kpi'], answer: (context) => answerKpi(deps, context) }],
    register: (slack) => registerKpiCommands(slack, deps),
  }),
};

const home: Feature = {
  name: 'home',
  open: ({ home: tab }) => ({
    commandWords: [
      { words: ['away', 'absent', 'back', 'retour'], isPartOfIt: true, answer: (context) => tab.answerAway(context) },
    ],
    register: (slack) => tab.register(slack),
  }),
};

/** Every ability of this version. */
export const builtInFeatures: readonly Feature[] = [
  people,
  digests,
  followUp,
  approvals,
  decisions,
  minutes,
  kpiCommands,
  home,
];
