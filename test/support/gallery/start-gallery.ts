import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { App, HTTPReceiver, type Logger, LogLevel } from '@slack/bolt';
import { createDesk } from '../../../src/sandbox/desk/desk.js';
import { newSlackId } from '../../../src/sandbox/ids.js';
import { readManifest } from '../../../src/sandbox/manifest.js';
import { createStandIn, type StandIn } from '../../../src/sandbox/stand-in.js';
import { closeViews } from '../../../src/sandbox/state/view-store.js';
import { secrets } from '../slack/start-slack.js';
import { type PersonName, people, places } from '../slack/team.js';
import { answerElements, answerForm, answerGallery, answerPlaces } from './answers.js';
import { answerInForms, answerShortcuts, answerSubmissions } from './form-answers.js';
import { answerTyping } from './kpi-options.js';
import { MovableControls } from './movable-controls.js';
import { uploadPicture } from './picture.js';

const manifestFile = fileURLToPath(new URL('manifest.yml', import.meta.url));

/** Bolt logs what the samples make go wrong on purpose. */
const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

const sampleActors = [
  { userId: people.ben.id, role: { en: 'Project lead', fr: 'Chef de projet' } },
  { userId: people.ana.id, role: { en: 'Member', fr: 'Membre' } },
  { userId: people.omar.id, role: { en: 'Executive', fr: 'Direction' } },
  { userId: people.dora.id, role: { en: 'Guest', fr: 'Invitée' } },
];

export interface GalleryChannel {
  readonly id: string;
  readonly name: string;
}

/** A workspace with its page, and an app that uses everything in it. */
export interface Gallery {
  readonly standIn: StandIn;
  readonly controls: MovableControls;
  /** What the app calls Slack with, for what it does unasked. */
  readonly client: App['client'];
  /** What was typed into external selects, as the app heard it. */
  readonly typed: readonly string[];
  /** A channel for one test alone, so that tests can share the workspace. */
  newChannel(
    name: string,
    options?: { with?: readonly PersonName[]; without?: readonly PersonName[]; isPrivate?: boolean },
  ): GalleryChannel;
  /** The page, as one of the team, in a channel. */
  address(as: PersonName, channel?: GalleryChannel, thread?: string): string;
  /** Ends what a test left open: modals and bad days. */
  tidy(): void;
  stop(): Promise<void>;
}

export async function startGallery(): Promise<Gallery> {
  const typed: string[] = [];
  const standIn = createStandIn({
    ...secrets,
    users: Object.values(people),
    channels: Object.values(places),
    manifest: readManifest(manifestFile),
    rateLimits: 'off',
    fileReadyAfterMs: 20,
    shownClock: { now: () => controls.businessClock.now() },
  });
  const controls = new MovableControls({
    run: async () => {
      const [{ id }] = [places['growth-ops']];
      await app.client.chat.postMessage({ channel: id, text: 'The weekly digest' });
    },
    reset: () => Promise.resolve(),
  });
  const desk = createDesk({ standIn, controls, sampleActors });
  standIn.serveOthersWith(desk.listener);
  await standIn.start();
  const app = new App({
    token: secrets.botToken,
    receiver: new HTTPReceiver({ signingSecret: secrets.signingSecret, logger: quiet }),
    clientOptions: { slackApiUrl: standIn.apiUrl },
    logger: quiet,
  });
  const { id: fileId } = await uploadPicture(app.client, { isAwaited: true });
  answerGallery(app, fileId);
  answerElements(app);
  answerForm(app);
  answerPlaces(app);
  answerSubmissions(app);
  answerInForms(app);
  answerShortcuts(app);
  answerTyping(app, typed);
  const { port } = (await app.start(0)).address() as AddressInfo;
  standIn.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);

  return {
    standIn,
    controls,
    client: app.client,
    typed,
    newChannel(name, { with: invited = [], without = [], isPrivate = false } = {}) {
      const absent = without.map((one): string => people[one].id);
      const team = [...places['growth-ops'].members, ...invited.map((one) => people[one].id)];
      const members = team.filter((id) => !absent.includes(id));
      const channel = standIn.state.addChannel({ id: newSlackId('C'), name, is_private: isPrivate, members });
      return { id: channel.id, name };
    },
    address(as, channel, thread) {
      const query = new URLSearchParams({ as: people[as].id });
      if (channel) query.set('c', channel.id);
      if (thread) query.set('t', thread);
      return `${standIn.baseUrl}/?${query.toString()}`;
    },
    tidy() {
      for (const { id } of Object.values(people)) closeViews(standIn.state, id);
      standIn.faults.clear();
    },
    async stop() {
      desk.stop();
      await app.stop();
      await standIn.stop();
    },
  };
}
