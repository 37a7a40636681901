import type { Message, StoredFile } from '../../../src/sandbox/state/model.js';
import type { Office } from '../../support/running-app.js';
import type { ChannelWords } from '../../support/slack/channel-words.js';
import type { ChannelName } from '../../support/slack/team.js';

/** The parents of all digests in a channel, oldest first. */
export function digestsIn(office: Office, channel: ChannelName): Message[] {
  return office.slack
    .channel(channel)
    .messages()
    .filter((message) => keyOf(message).endsWith(':parent'));
}

/** The only digest of a channel. */
export function digestIn(office: Office, channel: ChannelName): Message {
  const found = digestsIn(office, channel);
  const [digest] = found;
  if (!digest || found.length > 1) throw new Error(`${found.length} digests in ${channel}, expected one`);
  return digest;
}

export function threadOf(office: Office, channel: ChannelName, parent: Message): Message[] {
  return threadWords(office, channel, parent).messages();
}

export function threadWords(office: Office, channel: ChannelName, parent: Message): ChannelWords {
  return office.slack.channel(channel).thread(parent.ts);
}

/** Key of the delivery a message came from; empty for one of a person. */
export function keyOf({ metadata }: Message): string {
  return String(metadata?.event_payload['key'] ?? '');
}

/** Files that the image blocks of a message show. */
export function picturesOf(office: Office, { blocks }: Message): StoredFile[] {
  const ids = [...JSON.stringify(blocks).matchAll(/"slack_file":\{"id":"([^"]+)"/g)].map((match) => match[1] ?? '');
  return ids.map((id) => {
    const file = office.slack.state.files.get(id);
    if (!file) throw new Error(`No file ${id} in Slack`);
    return file;
  });
}

/** Everything of a message that a person may read. */
export function readableOf({ text, blocks }: Message): string {
  return `${text}\n${JSON.stringify(blocks)}`;
}
