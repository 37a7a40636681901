import { canonicalJson } from '../../../kernel/json.js';
import { CommitteeCalendar } from '../../../organisation/calendar/committee-calendar.js';
import { ApprovalRule } from '../../../organisation/committees/approval-rule.js';
import { type CommitteeRole, committeeRoles } from '../../../organisation/committees/committees.js';
import { KpiCard } from '../../kpis/public.js';
import type { Names } from './organisation.js';
import type { Subject } from './subjects.js';

type Fields = Subject['fields'];

const text = (fields: Fields, name: string): string => String(fields[name]);
const textOrNull = (fields: Fields, name: string): string | null => (fields[name] as string | null | undefined) ?? null;
const keys = (fields: Fields, name: string): readonly string[] => (fields[name] as readonly string[] | undefined) ?? [];

function names(fields: Fields): { nameEn: string; nameFr: string } {
  const { en, fr } = fields['name'] as Names;
  return { nameEn: en, nameFr: fr };
}

export function workspaceRow(fields: Fields) {
  return { name: text(fields, 'name'), currency: text(fields, 'currency') };
}

export function personRow(fields: Fields) {
  const hours = fields['workingHours'];
  return {
    name: text(fields, 'name'),
    email: textOrNull(fields, 'email'),
    locale: text(fields, 'locale'),
    timeZone: text(fields, 'timeZone'),
    isOperator: fields['isOperator'] === true,
    accessLevel: text(fields, 'access'),
    isGuest: fields['isGuest'] === true,
    country: textOrNull(fields, 'country'),
    workHours: hours === undefined || hours === null ? null : canonicalJson(hours),
    // Undefined leaves the column as it is: Slack's own fact.
    slackUserId: fields['slackUserId'] as string | null | undefined,
  };
}

export function channelRow(fields: Fields) {
  return { accessLevel: text(fields, 'access') };
}

export function projectRow(fields: Fields) {
  return { ...names(fields), committeeKey: textOrNull(fields, 'committee'), leadKey: textOrNull(fields, 'lead') };
}

export function sourceRow(fields: Fields) {
  const freshness = canonicalJson(fields['freshness'] ?? {});
  const days = { timeZone: text(fields, 'timeZone'), daysAhead: Number(fields['daysAhead']) };
  return { ...names(fields), ownerKey: textOrNull(fields, 'owner'), ...days, freshness };
}

export function kpiRow(fields: Fields) {
  return {
    ...names(fields),
    domain: text(fields, 'domain'),
    accessLevel: text(fields, 'access'),
    ownerKey: textOrNull(fields, 'owner'),
    card: canonicalJson(KpiCard.parse(fields)),
  };
}

export function kpiSources(fields: Fields): readonly string[] {
  return keys(fields, 'sources');
}

export function committeeRow(fields: Fields) {
  const approvals = fields['approvals'];
  const { correctionDays } = fields['minutes'] as { readonly correctionDays: number };
  return {
    ...names(fields),
    level: text(fields, 'level'),
    slackChannelId: textOrNull(fields, 'channel'),
    locale: text(fields, 'locale'),
    timeZone: text(fields, 'timeZone'),
    template: text(fields, 'template'),
    parentKey: textOrNull(fields, 'parent'),
    calendar: canonicalJson(CommitteeCalendar.parse(fields)),
    correctionDays,
    // Undefined leaves the column as it is.
    guests: fields['guests'] as string | undefined,
    approvals: approvals === undefined || approvals === null ? null : canonicalJson(ApprovalRule.parse(approvals)),
  };
}

const roleFields: Record<CommitteeRole, string> = {
  chair: 'chair',
  lead: 'leads',
  member: 'members',
  approver: 'approvers',
};

export function committeeMembers(fields: Fields): { personKey: string; role: CommitteeRole }[] {
  return committeeRoles.flatMap((role) => keys(fields, roleFields[role]).map((personKey) => ({ personKey, role })));
}

export function committeeKpis(fields: Fields): readonly string[] {
  return keys(fields, 'kpis');
}
