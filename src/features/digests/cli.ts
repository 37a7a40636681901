import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '../../kernel/numbers.js';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import { type Preview, previewDigest } from './preview.js';
import { contentFor, type DigestAsk, runDigest } from './run.js';
import { deliveriesOf } from './stored-digests.js';
import type { SweepDeps } from './sweep.js';

type Print = (line: string) => void;

/** `copil digest preview`: writes what would be sent, and sends nothing. */
export async function previewCommand(
  deps: SweepDeps & { readonly charts: ChartRenderer },
  ask: DigestAsk & { readonly out: string },
  print: Print,
): Promise<void> {
  const { committee, content } = await contentFor(deps, ask);
  const preview = await previewDigest(deps, { content, channel: committee.channel ?? committee.key });
  await mkdir(ask.out, { recursive: true });
  await writeFile(join(ask.out, 'messages.json'), `${JSON.stringify(preview.messages, null, 2)}\n`);
  await Promise.all(preview.pictures.map(({ name, png }) => writeFile(join(ask.out, name), png)));
  const title = `${committee.name[committee.locale]} ${content.period}`;
  await writeFile(join(ask.out, 'preview.html'), await previewPage(preview, { title, reader: committee }));
  if (content.isDraft) print(`${content.period} is not over: this is a draft of the figures so far.`);
  print(
    `${committee.key} ${content.period}: ${counted(preview.messages.length, 'message')}, ${counted(preview.pictures.length, 'picture')}. Nothing was sent.`,
  );
  print(preview.messages[0]?.text.split('\n').slice(0, 3).join('\n') ?? '');
  print(`Open ${join(ask.out, 'preview.html')}`);
}

/** The messages as they would stand in Slack, as one HTML file beside its pictures. */
async function previewPage(
  { messages, pictures }: Preview,
  {
    title,
    reader,
  }: { readonly title: string; readonly reader: { readonly locale: Locale; readonly timeZone: string } },
): Promise<string> {
  // Loaded only here: React would slow every other command down.
  const { renderPreviewPage } = await import('../../platform/pages/render-preview.js');
  const pathOf = new Map(pictures.map(({ id, name }) => [id, name]));
  return renderPreviewPage({
    title,
    messages: messages.map((message) => ({
      ...message,
      blocks: message.blocks.map((block) => ({ ...block })),
      files: message.files.map((file) => ({ ...file, path: pathOf.get(file.id) ?? file.name })),
    })),
    reader: { locale: reader.locale, timeZone: reader.timeZone },
  });
}

/** `copil digest run`: puts the digest into the outbox, and delivers it where this process can reach Slack. */
export async function runCommand(
  deps: SweepDeps & { readonly deliver: (() => Promise<number>) | null },
  ask: DigestAsk,
  print: Print,
): Promise<void> {
  const { committee, digest, isNew } = await runDigest(deps, ask);
  const name = `${committee.key} ${digest.period}`;
  if (!isNew && digest.state === 'published') {
    print(
      `${name} was already sent on ${digest.publishedAt?.toISOString() ?? 'an earlier day'}; running it again changes nothing.`,
    );
    return;
  }
  if (!deps.deliver) {
    print(`${name} is ready and waits in the outbox. It leaves when Copil runs ("npm start").`);
    return;
  }
  await deps.deliver();
  // The outbox may hold other messages; only this digest's own tell what became of it.
  const deliveries = await deliveriesOf(deps.database.client, digest.id);
  const failed = deliveries.filter(({ state }) => state === 'failed').length;
  const waiting = deliveries.filter(({ state }) => state === 'pending' || state === 'sending').length;
  if (failed > 0) print(`${name}: ${failed} messages were given up; "copil doctor" says why.`);
  if (waiting > 0) {
    print(
      `${name}: ${waiting} messages could not be sent yet; "copil doctor" says why. A running Copil goes on trying.`,
    );
  }
  const lacking = deliveries.filter(({ state, fullness }) => state === 'sent' && fullness !== 'full').length;
  if (lacking > 0) {
    print(`${name}: ${lacking} messages stand without their pictures, with open tables; "copil doctor" says why.`);
  }
  if (failed + waiting === 0) print(`${name} was sent to ${committee.channel}.`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
