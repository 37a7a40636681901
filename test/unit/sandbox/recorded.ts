import { readdirSync, readFileSync } from 'node:fs';

/** Requests as Slack really sent them. */
const folder = new URL('inputs/payloads/', import.meta.url);

export const recordedNames: readonly string[] = readdirSync(folder).map((file) => file.slice(0, -'.json'.length));

export type Json = Readonly<Record<string, unknown>>;

export function recorded(name: string): Json {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Json;
}

/** Of an Enterprise Grid, or never sent by Copil: attachments, and what Slack learns of a picture on the web. */
const notModelled = /enterprise|^message\.attachments|\.(fallback|image_width|image_height|image_bytes)$/;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Where `ours` lacks a field of the recorded request, or has it of another type; what Slack sent as null may be either. */
export function differences(sample: unknown, ours: unknown, path = ''): string[] {
  if (notModelled.test(path)) return [];
  if (ours === undefined) return [`${path}: missing`];
  if (sample === null) return [];
  if (typeOf(sample) !== typeOf(ours)) return [`${path}: ${typeOf(sample)} expected, ${typeOf(ours)} found`];
  if (Array.isArray(sample)) return elementDifferences(sample, ours as unknown[], path);
  if (typeof sample !== 'object') return [];
  const [wanted, found] = [sample as Json, ours as Json];
  return Object.keys(wanted).flatMap((name) =>
    differences(wanted[name], found[name], path === '' ? name : `${path}.${name}`),
  );
}

/** Element by element where both have as many, else the first: lists of one kind may differ in length. */
function elementDifferences(sample: readonly unknown[], ours: readonly unknown[], path: string): string[] {
  if (sample.length > 0 && ours.length === 0) return [`${path}: empty`];
  const compared = sample.length === ours.length ? sample : sample.slice(0, 1);
  return compared.flatMap((entry, index) => differences(entry, ours[index], `${path}[${index}]`));
}
