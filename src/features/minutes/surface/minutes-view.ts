import type { KnownBlock } from '@slack/types';
import { plain, smallWords, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { wordsInLines } from '../../../platform/slack/long-words.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { listLines } from '../../../surface/lists/list-blocks.js';
import type { Speaker } from '../../../surface/speaker.js';
import { documentOf, type Entry, type MinutesDocument, type Section } from '../document.js';
import { writeMetadata } from '../forms/metadata.js';
import { contentOf } from '../gather/gather.js';
import type { Seen } from '../minutes.js';
import { minutesStatusOf } from '../minutes-status.js';
import { actsOf } from './acts.js';

/** Of each section; the file has all of them. */
const entriesAtMost = 25;
const entryAtMost = 900;

/** The whole of the minutes, in front of the conversation. */
export async function minutesView(deps: AppDeps, speaker: Speaker, seen: Seen): Promise<ModalView> {
  const { say, locale, person } = speaker;
  const { meeting } = seen;
  const content = await contentOf(deps, meeting);
  const status = minutesStatusOf(meeting, deps.clock.now());
  const document = documentOf(content, { say, locale, status, clearance: person.accessLevel });
  const acts = await actsOf(deps, speaker, seen);
  return {
    type: 'modal',
    callback_id: 'minutes:view',
    private_metadata: writeMetadata({ digestId: meeting.digestId }),
    title: plain(say('minutes.view.title')),
    close: plain(say('minutes.view.close')),
    blocks: [...blocksOf(document, speaker), ...acts],
  };
}

function blocksOf({ title, facts, sections, foot }: MinutesDocument, speaker: Speaker): KnownBlock[] {
  const [attendance, readers, decided, ...others] = sections;
  const shown = [attendance, readers, decided].flatMap((one) => one ?? []);
  return [
    words(`*${plainInMrkdwn(title)}*\n${facts.map(plainInMrkdwn).join('\n')}`),
    ...[...shown, ...others.filter(({ entries }) => entries.length > 0)].flatMap((one) => sectionBlocks(one, speaker)),
    smallWords(foot.map(plainInMrkdwn).join('\n')),
  ];
}

function sectionBlocks({ heading, entries, none }: Section, { say }: Speaker): KnownBlock[] {
  const more = (count: number) => say('minutes.view.more', { count });
  const lines = listLines(entries, { atMost: entriesAtMost, line: entryText, more });
  return wordsInLines([`*${plainInMrkdwn(heading)}*`, ...(entries.length === 0 ? [plainInMrkdwn(none)] : lines)]);
}

function entryText({ lead, text, details }: Entry): string {
  const head = [lead === '' ? '' : `*${plainInMrkdwn(lead)}*`, plainInMrkdwn(text)].filter(Boolean).join(' ');
  return clampText([`• ${head}`, ...details.map((detail) => `   ${plainInMrkdwn(detail)}`)].join('\n'), entryAtMost);
}
