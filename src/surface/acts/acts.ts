import { type ActionContext, UnknownRequestError, type ViewContext } from '../../platform/slack/requests.js';
import { showView } from '../../platform/slack/show-view.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import type { ModalView } from '../../platform/slack/view.js';
import type { AppDeps } from '../app-deps.js';
import { type Speaker, speakerOf } from '../speaker.js';
import { type Carried, carriedBy } from './carried.js';
import { inWords, type Subject, seen } from './subject.js';

/** Somebody pressed a button, or chose a line, that is about a thing that they may see. */
export type Click<Thing> = {
  readonly context: ActionContext;
  readonly speaker: Speaker;
  readonly thing: Thing;
  readonly carried: Carried;
};

/** Somebody sent a form; `metadata` is what it was opened with. */
export type Sent<Metadata> = {
  readonly context: ViewContext;
  readonly speaker: Speaker;
  readonly metadata: Metadata;
};

/** A form that is about a thing that its sender may see. */
export type SentOf<Thing, Metadata> = Sent<Metadata> & { readonly thing: Thing };

/** How the metadata of a form is read; null for a form of another version. */
type Form<Metadata> = { read(text: string): Metadata | null };

/**
 * What people do to a kind of thing. Who they are, whether they may see it, and the words of what is refused are seen to
 * at every click and form; whether they may do it is for the change itself to say, in its transaction.
 */
export type Acts<Thing> = {
  /** A button, or one of several things to choose from. */
  click(actionId: string, handle: (click: Click<Thing>) => Promise<void>): void;
  /** A menu; `carried.line` says which of its lines was chosen. */
  menu(actionId: string, handle: (click: Click<Thing>) => Promise<void>): void;
  /** A form that is about no thing yet, or about one by a rule of its own. */
  form<Metadata>(callbackId: string, form: Form<Metadata>, handle: (sent: Sent<Metadata>) => Promise<void>): void;
  /** A form about a thing, whose id `idOf` finds in the metadata. */
  formOf<Metadata>(
    callbackId: string,
    form: Form<Metadata> & { idOf(metadata: Metadata): string | undefined },
    handle: (sent: SentOf<Thing, Metadata>) => Promise<void>,
  ): void;
  /** A view on top of the modal in which somebody clicked, or in front of the conversation. */
  open(click: Pick<Click<Thing>, 'context'>, view: ModalView): Promise<void>;
  /** Acknowledges; the thing is drawn anew where it was clicked in the modal that shows it. Messages are redrawn by the outbox. */
  done(click: Pick<Click<Thing>, 'context' | 'speaker'>, id: string): Promise<void>;
  /** Closes a form; a modal of the thing that lies under it shows what is true now. */
  close(sent: Pick<Sent<unknown>, 'context' | 'speaker'>, id: string): Promise<void>;
};

export function createActs<Thing>(
  slack: SlackApp,
  deps: Pick<AppDeps, 'messenger'> & Parameters<typeof speakerOf>[0],
  subject: Subject<Thing>,
): Acts<Thing> {
  const { messenger } = deps;
  const onClick = (actionId: string, isMenu: boolean, handle: (click: Click<Thing>) => Promise<void>) => {
    slack.onAction(actionId, async (context) => {
      const speaker = await speakerOf(deps, context.user);
      const carried = carriedBy(context, isMenu);
      await inWords(subject, speaker, async () => {
        const thing = await seen(subject, speaker, carried.id);
        await handle({ context, speaker, thing, carried });
      });
    });
  };
  const form: Acts<Thing>['form'] = (callbackId, { read }, handle) => {
    slack.onView(callbackId, async (context) => {
      const metadata = read(context.privateMetadata);
      if (!metadata) throw new UnknownRequestError('form', callbackId);
      const speaker = await speakerOf(deps, context.user);
      await inWords(subject, speaker, () => handle({ context, speaker, metadata }));
    });
  };
  const drawn = async (speaker: Speaker, id: string): Promise<ModalView | null> => {
    const thing = await subject.find(speaker, id);
    return thing && subject.whole.draw(speaker, thing);
  };
  return {
    click: (actionId, handle) => onClick(actionId, false, handle),
    menu: (actionId, handle) => onClick(actionId, true, handle),
    form,
    formOf: (callbackId, { read, idOf }, handle) =>
      form(callbackId, { read }, async (sent) => {
        const thing = await seen(subject, sent.speaker, idOf(sent.metadata) ?? '');
        await handle({ ...sent, thing });
      }),
    async open({ context }, view) {
      await context.ack();
      await showView(messenger, context, view);
    },
    async done({ context, speaker }, id) {
      await context.ack();
      if (context.view?.type !== 'modal' || context.view.callbackId !== subject.whole.callbackId) return;
      const view = await drawn(speaker, id);
      if (view) await messenger.updateView({ viewId: context.view.id, view });
    },
    async close({ context, speaker }, id) {
      await context.ack();
      if (context.rootViewId === context.viewId) return;
      // Whoever hands something over may have given away their sight of it.
      const view = await drawn(speaker, id);
      if (!view) return;
      // Under the form may lie something else, or nothing any more: what was asked is stored either way.
      await messenger
        .updateView({ viewId: context.rootViewId, view })
        .catch((error: unknown) => context.log.info('what lies under a form was not redrawn', { err: error }));
    },
  };
}
