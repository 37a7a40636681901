import type { RequestListener } from 'node:http';
import type { StandIn } from '../stand-in.js';
import type { Change } from '../state/model.js';
import { ChangeBook } from './change-book.js';
import { Conditions } from './conditions.js';
import type { SandboxActor, SandboxControls, SandboxProgress } from './controls.js';
import { FileWatch } from './file-watch.js';
import type { PageProgress } from './page-api.js';
import type { DeskParts } from './page-state.js';
import { DeskRoutes } from './routes.js';
import { canSee } from './sight.js';
import { Streams } from './streams.js';
import { Tour } from './tour.js';
import { languageOf } from './words.js';

export interface DeskOptions {
  readonly standIn: StandIn;
  readonly controls: SandboxControls;
  /** Whom one can act as, in the order of the switch; everybody where there is none. */
  readonly sampleActors?: readonly SandboxActor[];
  /** Hears of what went wrong and nobody expected. */
  readonly report?: (error: unknown) => void;
}

/** Everything behind the page: its document, its state, what a person does with it. */
export interface Desk {
  /** Answers what is the page's, and 404 to any other request: for `standIn.serveOthersWith`. */
  readonly listener: RequestListener;
  /** Ends the pages' streams and stops listening; requests are still answered. */
  stop(): void;
}

export function createDesk({ standIn, controls, sampleActors = [], report = () => {} }: DeskOptions): Desk {
  const { state, manifest, requests } = standIn;
  const book = new ChangeBook();
  const files = new FileWatch(state);
  const tour = new Tour(state, manifest);
  const conditions = new Conditions(standIn);
  const parts: DeskParts = { standIn, controls, sampleActors, book, conditions, tour, report };
  let underWay: SandboxProgress | null = null;
  const inWords = ({ text, isDone }: SandboxProgress, userId: string): PageProgress => ({
    text: text[languageFor(parts, userId)],
    isDone,
  });
  const streams = new Streams({
    progress: (userId) => underWay && inWords(underWay, userId),
    version: () => book.version,
    canHear: (user, channel) => canHear(parts, user, channel),
  });
  const routes = new DeskRoutes(parts, streams);
  const stops = [
    state.onChange((change) => {
      book.note(change);
      announce(parts, streams, change);
      files.note(change);
    }),
    requests.onChange((entry) => {
      conditions.note(entry);
      streams.announceRequests(entry.version);
      if (entry.fault) streams.announce({});
    }),
    controls.onProgress((progress) => {
      underWay = progress.isDone ? null : progress;
      streams.send('progress', (userId) => inWords(progress, userId));
      streams.announce({});
    }),
    () => files.stop(),
    () => streams.stop(),
  ];
  return {
    listener: (request, response) => {
      void routes.handle(request, response).then((isOwn) => {
        if (!isOwn) response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      });
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

function canHear({ standIn }: DeskParts, userId: string, channelId: string): boolean {
  const user = standIn.state.users.get(userId);
  const channel = standIn.state.channels.get(channelId);
  return user !== undefined && channel !== undefined && canSee(channel, user);
}

function languageFor({ standIn }: DeskParts, userId: string): 'en' | 'fr' {
  return languageOf(standIn.state.users.get(userId)?.locale ?? '');
}

/** A message also changes how many are unread. */
function announce({ standIn }: DeskParts, streams: Streams, change: Change): void {
  switch (change.kind) {
    case 'message':
    case 'channel':
      streams.announce({ channel: change.channel });
      streams.announce({});
      break;
    case 'ephemeral':
      streams.announce({ channel: change.channel, user: change.user });
      break;
    case 'view':
    case 'home':
    case 'read':
      streams.announce({ user: change.user });
      break;
    case 'team':
      streams.announce({});
      break;
    case 'all':
      streams.announce({});
      for (const channel of standIn.state.channels.keys()) streams.announce({ channel });
      break;
    default:
  }
}
