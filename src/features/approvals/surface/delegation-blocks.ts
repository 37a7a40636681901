import type { KnownBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import { button, smallWords, words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Reader } from '../../../surface/speaker.js';
import type { Delegation } from '../approval.js';

export type Delegations = {
  readonly given: readonly Delegation[];
  readonly held: readonly Delegation[];
  personName(key: string): string;
  committeeOf(id: string): Committee | undefined;
};

/** Who votes in one's place, each with the way to take it back, and in whose place one votes oneself. */
export function delegationBlocks(delegations: Delegations, reader: Reader): KnownBlock[] {
  const { say } = reader;
  const given = delegations.given.map(
    (delegation): KnownBlock => ({
      ...words(delegationText('given', delegation, { delegations, reader })),
      block_id: `approval:delegation:${delegation.id}`,
      accessory: button('approval:undelegate', { text: say('approvals.delegate.takeBack'), value: delegation.id }),
    }),
  );
  const held = delegations.held.map((delegation) =>
    smallWords(delegationText('held', delegation, { delegations, reader })),
  );
  return [...given, ...held];
}

export function delegationText(
  side: 'given' | 'held',
  { fromKey, toKey, fromOn, toOn, committeeId }: Delegation,
  { delegations, reader }: { readonly delegations: Delegations; readonly reader: Reader },
): string {
  const { say, locale, today } = reader;
  const day = (date: Delegation['fromOn']) => regionalDay(date, { locale, near: today });
  return say(`approvals.delegate.${side}`, {
    name: plainInMrkdwn(delegations.personName(side === 'given' ? toKey : fromKey)),
    committee: plainInMrkdwn(delegations.committeeOf(committeeId)?.name[locale] ?? ''),
    from: day(fromOn),
    to: day(toOn),
  });
}
