import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { mayShow } from '../../organisation/access-level.js';
import { plain, words } from '../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';
import { dueText, type Item, type ItemChange, isHeld, itemName, mayChange, stateText } from '../follow-up/public.js';
import type { HomeContent, HomeReader } from './content.js';

type ButtonName = 'accept' | 'done' | 'redate' | 'take' | 'open';

export type ItemStyle = {
  /** In this order; those that this person may not use are left out. */
  readonly buttons: readonly ButtonName[];
  /** Whose name stands beside it, where that is not the reader's own. */
  readonly who?: 'raiser' | 'owner';
};

const titleAtMost = 150;

const changeBehind: Readonly<Record<ButtonName, ItemChange['to'] | null>> = {
  accept: 'accept',
  done: 'close',
  redate: 'redate',
  take: 'take',
  open: null,
};

/** One item: what it is, until when, and what can be done about it from here. */
export function itemBlocks(
  item: Item,
  content: Pick<HomeContent, 'facts' | 'marks'>,
  { reader, style }: { readonly reader: HomeReader; readonly style: ItemStyle },
): KnownBlock[] {
  const title = plainInMrkdwn(clampText(item.title, titleAtMost));
  const about = aboutParts(item, content, { reader, style }).filter(Boolean).join(' · ');
  return [words(`*${itemName(item)}*  *${title}*\n${about}`), buttonsOf(item, content, { reader, style })];
}

function aboutParts(
  item: Item,
  { facts, marks }: Pick<HomeContent, 'facts' | 'marks'>,
  { reader, style }: { readonly reader: HomeReader; readonly style: ItemStyle },
): string[] {
  const { say, locale, today, person } = reader;
  const due = dueText(item, today, reader);
  const kpi = facts.kpi(item.kpiKey);
  const mark = marks.get(item.id);
  return [
    say('home.due', { due: item.dueOn < today ? `*${due}*` : due }),
    kpi && mayShow(kpi.accessLevel, person.accessLevel) ? plainInMrkdwn(kpi.name[locale]) : '',
    item.kind === 'blocker' ? `${say('follow-up.grade', { grade: item.severity })} · ${stateText(item, say)}` : '',
    mark && isHeld(mark) ? say('approvals.state', { state: mark.state }) : '',
    style.who === 'raiser' ? say('home.raiser', { name: nameOf(item.raisedByKey, facts) }) : '',
    style.who === 'owner' ? say('home.owner', { name: nameOf(item.ownerKey, facts) }) : '',
  ];
}

function nameOf(key: string, facts: HomeContent['facts']): string {
  return plainInMrkdwn(facts.personName(key));
}

function buttonsOf(
  item: Item,
  { marks }: Pick<HomeContent, 'marks'>,
  { reader, style }: { readonly reader: HomeReader; readonly style: ItemStyle },
): ActionsBlock {
  const { say } = reader;
  const title = `${itemName(item)} ${item.title}`;
  const allowed = style.buttons.filter((name) => {
    const to = changeBehind[name];
    // What would let it go ahead is refused as long as it is not approved.
    if ((name === 'accept' || name === 'done') && isHeld(marks.get(item.id))) return false;
    return to === null || mayChange(reader, item, to);
  });
  const elements = allowed.map((name): Button => {
    const label = say(`follow-up.buttons.${labelOf(name, item)}`);
    return {
      type: 'button',
      action_id: `item:${name}`,
      text: plain(label),
      value: item.id,
      // Ten buttons that are all called "Done" tell nothing to whoever only hears them.
      accessibility_label: clampText(say('follow-up.buttons.spoken', { button: label, item: title }), 75),
    };
  });
  return { type: 'actions', block_id: `home:${item.id}`, elements };
}

function labelOf(name: ButtonName, { kind }: Item): string {
  if (name === 'done' && kind === 'blocker') return 'resolve';
  return name === 'open' ? 'view' : name;
}
