import { ForbiddenError } from '../../../kernel/errors.js';
import { formatMoney, typedMoney } from '../../../kernel/money.js';
import type { Locale } from '../../../kernel/numbers.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import { currencyOf, peopleOfKeys } from '../../../organisation/people/people.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Speaker } from '../../../surface/speaker.js';
import { isWaitingFor } from '../cards/notes.js';
import { findKpiFor, findProject } from '../choices.js';
import { proposedDueDate } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type FormValues, type ItemFormOptions, itemForm } from '../forms/item-form.js';
import { type FormMetadata, writeMetadata } from '../forms/metadata.js';
import type { Item, ItemKind } from '../item.js';
import { kpiOfItem } from './aim-fields.js';
import { exampleOf } from './money-fields.js';

export type NewFormAsk = {
  readonly kind: ItemKind;
  /** Slack ids and keys; what is not known is left to the person. */
  readonly known?: Partial<Omit<FormValues, 'kpi' | 'project'>> & {
    readonly kpiKey?: string | null;
    readonly projectKey?: string | null;
  };
  readonly source?: FormMetadata['source'] | undefined;
  readonly intro?: string;
  /** What was typed, for somebody who sits in no committee. */
  readonly typed?: string;
};

/** The form for a new item, filled in as far as anything is known. @throws ForbiddenError for somebody without a committee */
export async function newItemForm(deps: FollowUpDeps, speaker: Speaker, ask: NewFormAsk): Promise<ModalView> {
  const { say, locale, committees, person, today } = speaker;
  if (committees.length === 0) {
    throw new ForbiddenError(`${person.key} sits in no committee`, {
      userMessage: say('follow-up.refused.noCommittee', { text: plainInMrkdwn(ask.typed ?? '–') }),
    });
  }
  const { kpiKey = null, projectKey = null, ...known } = ask.known ?? {};
  const { workspaceId, database } = deps;
  const money = await moneyOf(deps, ask.kind, locale);
  const { accessLevel } = person;
  const kpi = kpiKey === null ? null : await findKpiFor(database.client, { workspaceId, key: kpiKey, accessLevel });
  const project = projectKey === null ? null : await findProject(database.client, { workspaceId, key: projectKey });
  return itemForm({
    kind: ask.kind,
    say,
    locale,
    money,
    rule: rulesText(committees, { say, locale, currency: money.currency }),
    metadata: writeMetadata({ kind: ask.kind, ...(ask.source ? { source: ask.source } : {}) }),
    committees: committees.map(({ id, name }) => ({ value: id, text: name[locale] })),
    ...(ask.intro ? { intro: ask.intro } : {}),
    source: ask.source,
    values: {
      committeeId: null,
      title: '',
      details: '',
      owner: person.isGuest ? null : person.slackUserId,
      due: proposedDueDate(today),
      isDueProposed: known.due === undefined,
      severity: 'medium',
      unblocker: null,
      actionType: 'corrective',
      cost: '',
      ...known,
      kpi: kpi && { value: kpi.key, text: kpi.name[locale] },
      project: project && { value: project.key, text: project.name[locale] },
    },
  });
}

/** The form that edits an item, as it is now. */
export async function editItemForm(deps: FollowUpDeps, speaker: Speaker, item: Item): Promise<ModalView> {
  const { say, locale, committees } = speaker;
  const { workspaceId, database } = deps;
  const { client } = database;
  // Whoever edits an action of others need not sit in its committee.
  const following = committees.filter(({ id }) => id === item.committeeId);
  const unblockerKey = item.kind === 'blocker' ? item.unblockerKey : null;
  const people = await peopleOfKeys(client, {
    workspaceId,
    keys: [item.ownerKey, ...(unblockerKey ? [unblockerKey] : [])],
  });
  const money = await moneyOf(deps, item.kind, locale);
  const { shown: kpi, isHidden: hidesKpi } = await kpiOfItem(deps, speaker, item);
  const project = item.projectKey === null ? null : await findProject(client, { workspaceId, key: item.projectKey });
  return itemForm({
    kind: item.kind,
    say,
    locale,
    item,
    hidesKpi,
    metadata: writeMetadata({ kind: item.kind, itemId: item.id, version: item.version }),
    money,
    rule: (await isWaitingFor(deps, item)) ? null : rulesText(following, { say, locale, currency: money.currency }),
    committees: committees.map(({ id, name }) => ({ value: id, text: name[locale] })),
    values: {
      committeeId: item.committeeId,
      title: item.title,
      details: item.details,
      owner: people.get(item.ownerKey)?.slackUserId ?? null,
      due: item.dueOn,
      severity: item.kind === 'blocker' ? item.severity : 'medium',
      unblocker: unblockerKey === null ? null : (people.get(unblockerKey)?.slackUserId ?? null),
      actionType: item.kind === 'action' ? item.actionType : 'corrective',
      cost: item.kind === 'action' && item.costMinor !== null ? typedMoney(item.costMinor, money.currency, locale) : '',
      kpi: kpi && { value: kpi.key, text: kpi.name[locale] },
      project: project && { value: project.key, text: project.name[locale] },
    },
  });
}

/** Only actions have a cost: the form of a blocker asks the store nothing. */
async function moneyOf({ database }: FollowUpDeps, kind: ItemKind, locale: Locale): Promise<ItemFormOptions['money']> {
  const currency = kind === 'action' ? await currencyOf(database.client) : 'EUR';
  return { currency, example: exampleOf(currency, locale) };
}

/** More committees than this are not told one by one. */
const rulesToldAtMost = 3;

type RuleReader = Pick<Speaker, 'say' | 'locale'> & { readonly currency: string };

/** What the rules of the committees one may choose from say about approvals. */
function rulesText(committees: readonly Committee[], reader: RuleReader): string {
  if (committees.length === 0 || committees.length > rulesToldAtMost) return reader.say('follow-up.form.rule.several');
  return committees.map((committee) => ruleText(committee, reader)).join(' ');
}

function ruleText({ name, approvals }: Committee, { say, locale, currency }: RuleReader): string {
  const { costAboveMinor = null, types = [] } = approvals ?? {};
  const ruled = [...(costAboveMinor === null ? [] : ['cost']), ...(types.length > 0 ? ['types'] : [])];
  const key = ruled.length > 1 ? 'both' : (ruled[0] ?? 'none');
  return say(`follow-up.form.rule.${key}`, {
    committee: name[locale],
    amount: costAboveMinor === null ? '' : formatMoney(costAboveMinor, currency, locale),
    types: types.map((grade) => say('follow-up.grade', { grade })).join(', '),
  });
}
