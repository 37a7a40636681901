import { expect } from 'vitest';
import type { Databases } from '../../support/databases.js';
import type { Committees } from '../../support/flow-organisation.js';
import { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { roomOf, rooms } from '../approvals/room.js';
import { deskOf as questionsOf } from '../decisions/desk.js';
import { deskOf as itemsOf } from '../follow-up/desk.js';
import { tableOf } from '../minutes/table.js';

/** In which everything can happen that leaves a card, a reminder or a form. */
export const committees: Committees = {
  'growth-ops': {
    ...rooms['growth-ops'],
    approvers: ['ana', 'omar'],
    approvals: { policy: 'any', kinds: ['exploratory'], within: 2 },
    minutes: { correctionDays: 3 },
  },
  steering: { ...rooms['steering'], approvals: {}, approvers: ['omar'] },
};

/** What refuses the messages of the second digest that follow its first ones, as a Slack that is away would. */
const away = { kind: 'status', status: 503, method: 'chat.postMessage', holding: 'table' } as const;

/**
 * A committee's week in the middle of its Monday digest: cards, votes, an approval and reminders stand in Slack, Chloé has a
 * form open for a new action and Ben one for an end, and half of the second digest has left. No app works on it any more.
 */
export async function liveHalfAFortnight(databases: Databases): Promise<Office> {
  const office = await liveTwoDays(databases);
  const [room, items] = [roomOf(office), itemsOf(office)];
  await office.advanceTo('2026-11-18T09:30');
  await room.say('chloe', '/action', 'growth-ops');
  await items.press('ben', await items.card('A1', 'ben'), 'done');
  await items.modal('ben');
  await office.advanceTo('2026-11-20T09:30');
  office.slack.faults.add(away);
  office.at('2026-11-23T09:00');
  await office.sweep();
  const isMet = () => office.slack.faults.list().some(({ used }) => used > 0);
  await expect.poll(isMet).toBe(true);
  await office.stopApps();
  return office;
}

/** A committee's Monday and Tuesday: its digest, a blocker, two actions, a decision with a vote, an approval. */
export async function liveTwoDays(databases: Databases): Promise<Office> {
  const office = await Office.open({ databases, committees, at: '2026-11-16T08:00', readingsThrough: '2026-11-29' });
  const [room, questions, table] = [roomOf(office), questionsOf(office), tableOf(office)];
  await room.say('chloe', '/copil aide');
  await office.advanceTo('2026-11-16T09:00');
  await table.press('ben', await table.digest(), 'read');
  await office.advanceTo('2026-11-16T10:00');
  await room.say('chloe', `/blocker la page d’accueil est lente avant vendredi <@${people.ben.id}> #orders`);
  await room.say('ana', `/action <@${people.ben.id}> call the printer by Wednesday #leads`);
  await room.say('ben', `/action <@${people.ana.id}> send the brief by Friday`);
  await questions.ask('chloe', { deciders: [people.ana.id, people.ben.id, people.chloe.id] });
  await room.say('chloe', '/action', 'growth-ops');
  const hall = { title: 'Louer la salle', owner: people.chloe.id, due: '2026-12-04', actionType: 'exploratory' };
  await room.sends('chloe', 'item:form', { ...hall, why: 'Elle se loue vite' });
  await office.advanceTo('2026-11-17T09:30');
  await questions.vote('ben', await questions.card('D1', 'ben'), 'A');
  return office;
}
