import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readManifest } from '../../../src/sandbox/manifest.js';

const manifestFile = new URL('../../../manifest.yml', import.meta.url);
const schemaFile = new URL('inputs/slack-manifest.v2.schema.json', import.meta.url);

describe('manifest.yml', () => {
  it('is a manifest by Slack’s own schema', () => {
    const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as object;

    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
    validate(parse(readFileSync(manifestFile, 'utf8')));

    expect(validate.errors).toBeNull();
  });

  it('stays within the lengths Slack allows', () => {
    const { display_information: about } = parse(readFileSync(manifestFile, 'utf8'));

    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description.length).toBeLessThanOrEqual(140);
    expect(about.long_description.length).toBeGreaterThanOrEqual(175);
  });

  it('names one host in every address, for people to replace', () => {
    const addresses = readFileSync(manifestFile, 'utf8').match(/https:\/\/YOUR\S*/g);

    expect(new Set(addresses)).toEqual(new Set(['https://YOUR-HOST/slack/events']));
    // Six commands, events, interactivity and suggestions.
    expect(addresses).toHaveLength(9);
  });

  it('gives the stand-in its scopes, events and commands', () => {
    const manifest = readManifest();

    expect(manifest).toMatchObject({ name: 'Copil', hasHomeTab: true });
    expect(manifest.shortcuts.map((shortcut) => shortcut.callback_id)).toContain('make_action');
    expect(manifest.scopes).toContain('users:read.email');
    expect(manifest.botEvents).toContain('app_mention');
    expect(manifest.commands[0]).toMatchObject({ command: '/copil', should_escape: true });
  });

  it.each([
    [
      'an event that no scope covers',
      / +- channels:history\n/,
      '',
      /message.channels needs the scope channels:history/,
    ],
    ['six shortcuts of a kind', /shortcuts:\n( {4}.*\n)+/, `shortcuts: [${six()}]\n`, /more than 5 global/],
  ])('is refused with %s', async (_, pattern, replacement, problem) => {
    const folder = await mkdtemp(join(tmpdir(), 'copil-manifest-'));
    const text = readFileSync(manifestFile, 'utf8').replace('bot_events:', 'bot_events:\n      - message.channels');
    await writeFile(join(folder, 'manifest.yml'), text.replace(pattern, replacement));

    expect(() => readManifest(join(folder, 'manifest.yml'))).toThrow(problem);
    await rm(folder, { recursive: true });
  });

  function six(): string {
    return Array.from({ length: 6 }, (_, index) => `{ name: S${index}, type: global, callback_id: s${index} }`).join(
      ', ',
    );
  }

  it('is refused when it is something else', () => {
    expect(() => readManifest(new URL('../../../package.json', import.meta.url))).toThrow(/not a Slack manifest/);
  });
});
