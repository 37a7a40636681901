import { createStandIn, type StandIn, type StandInOptions } from '../../../src/sandbox/stand-in.js';
import { type ChannelWords, channelWords } from './channel-words.js';
import { type PersonWords, personWords } from './person-words.js';
import { type ChannelName, type PersonName, people, places } from './team.js';
import { expectNoUnexpected } from './unexpected.js';

export const secrets = {
  botToken: 'xoxb-stand-in-bot-token',
  appToken: 'xapp-stand-in-app-token',
  signingSecret: 'stand-in-signing-secret',
} as const;

/** A running stand-in and words to speak about it. */
export type SlackWords = StandIn & {
  readonly secrets: typeof secrets;
  channel(name: ChannelName): ChannelWords;
  /** The direct conversation between the app and a person. */
  dm(name: PersonName): ChannelWords;
  person(name: PersonName): PersonWords;
  /** Fails on what Slack would have refused without a bad day being the cause, and on a message posted twice. */
  expectNoUnexpected(options?: { except?: readonly string[] }): void;
};

/** Starts a stand-in on a free port with the default team; rate limits are off and files ready soon unless asked otherwise. */
export async function startSlack(options: Partial<StandInOptions> = {}): Promise<SlackWords> {
  const standIn = createStandIn({
    ...secrets,
    users: Object.values(people),
    channels: Object.values(places),
    rateLimits: 'off',
    fileReadyAfterMs: 20,
    eventRetryDelaysMs: [0, 20, 40],
    ...options,
  });
  await standIn.start();
  const idOf = (name: ChannelName) => places[name].id;
  return Object.assign(standIn, {
    secrets,
    channel: (name: ChannelName) => channelWords(standIn, idOf(name)),
    dm: (name: PersonName) => channelWords(standIn, standIn.state.openIm(people[name].id).id),
    person: (name: PersonName) => personWords(standIn, people[name].id),
    expectNoUnexpected: (expected = {}) => expectNoUnexpected(standIn, expected),
  } satisfies Partial<SlackWords>);
}
