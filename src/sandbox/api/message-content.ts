import { checkBlocks } from '../blocks/check.js';
import { isRecord } from '../blocks/rules.js';
import { limits } from '../limits.js';
import { Refusal } from '../refusal.js';
import { fileExtension } from '../state/as-json.js';
import type { Block, Metadata } from '../state/model.js';
import type { World } from '../world.js';
import { type Call, notModelled } from './call.js';

export interface Content {
  readonly text: string | undefined;
  readonly blocks: Block[] | undefined;
}

const pictures = ['png', 'jpg', 'jpeg', 'gif'];

/** A picture the app uploaded itself and Slack has looked through. */
export function isUsableFile(world: World): (reference: Record<string, unknown>) => boolean {
  return (reference) => {
    const id = String(reference['id'] ?? /\/(F[A-Z0-9]{8,})\//.exec(String(reference['url']))?.[1]);
    const file = world.state.files.get(id);
    if (!file || file.user !== world.state.installation.botUserId) return false;
    return pictures.includes(fileExtension(file)) && world.state.isReady(file);
  };
}

/** Text and blocks of a message. @throws Refusal no_text, invalid_blocks, invalid_blocks_format, msg_blocks_too_long … */
export function readContent(call: Call): Content {
  if (call.args.has('attachments')) throw notModelled('attachments');
  const given = call.args.json('blocks', 'invalid_blocks_format');
  if (given !== undefined && !Array.isArray(given)) throw new Refusal('invalid_blocks_format');
  const isUsable = isUsableFile(call.world);
  const blocks = given === undefined ? undefined : checkBlocks(given, { surface: 'message', isUsableFile: isUsable });
  const text = call.args.text('text')?.slice(0, limits.textKept);
  if (text === undefined && !blocks?.length) throw new Refusal('no_text');
  return { text, blocks };
}

/** Undefined when none was sent, null when `{}` asks to remove it. @throws Refusal invalid_metadata_format, metadata_too_large */
export function readMetadata(call: Call): Metadata | null | undefined {
  const value = call.args.json('metadata', 'invalid_metadata_format');
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return null;
  const { event_type, event_payload } = value;
  const unknown = Object.keys(value).filter((name) => !['event_type', 'event_payload', 'entities'].includes(name));
  if (typeof event_type !== 'string' || event_type === '' || !isRecord(event_payload) || unknown.length > 0) {
    throw new Refusal('invalid_metadata_schema');
  }
  if (!Object.values(event_payload).every(isFlat)) throw new Refusal('invalid_metadata_schema');
  if (JSON.stringify(value).length > limits.metadataBytes) throw new Refusal('metadata_too_large');
  return { event_type, event_payload };
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** A plain value, an object of plain values, or a list of those. */
function isFlat(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((entry) => isPlain(entry) || (isRecord(entry) && isFlat(entry)));
  return isPlain(value) || (isRecord(value) && Object.values(value).every(isPlain));
}
