import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageBlock } from '@slack/types';
import { AppError } from '../../kernel/errors.js';
import { chartKey } from '../charts/chart-key.js';
import type { ChartRenderer } from '../charts/chart-renderer.js';
import type { ChartSpec } from '../charts/chart-spec.js';
import { chartAltText } from '../charts/chart-words.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Messenger } from '../slack/messenger.js';
import { SlackFailure } from '../slack/slack-failure.js';
import { PictureFailure } from './delivery.js';
import type { UploadedFiles } from './uploaded-files.js';

export type PictureDeps = {
  readonly charts: ChartRenderer;
  readonly messenger: Messenger;
  readonly files: UploadedFiles;
  readonly metrics: Metrics;
  /** Technical time. */
  readonly nowMs: () => number;
};

/** Slack looks through a file before a message may show it: usually within a second or two. */
const polls = [0, 150, 300, 600, 1_000, 1_500, 2_000];

/** A file that Slack has not released by then is not waited for, and is uploaded anew when its picture is next wanted. */
const patienceMs = 90_000;

/**
 * The image block of a chart whose file Slack holds and is ready to show; drawn and uploaded once per content.
 * `isAgain`: it was asked for before and did not come to stand in a message, so that Slack is asked for the file once more.
 * @throws PictureFailure when Slack does not release the file, and when drawing or uploading fails
 */
export async function pictureOf(deps: PictureDeps, spec: ChartSpec, { isAgain = false } = {}): Promise<ImageBlock> {
  try {
    return await pictureFromSlack(deps, spec, isAgain);
  } catch (error) {
    throw new PictureFailure(error, { isLasting: isLasting(error) });
  }
}

/** The same for somebody who waits for an answer, and rather has the figures alone than nothing: null without a picture. */
export async function pictureIfAny(
  deps: PictureDeps & { readonly log: Logger },
  spec: ChartSpec,
): Promise<ImageBlock | null> {
  try {
    return await pictureOf(deps, spec);
  } catch (error) {
    if (!(error instanceof PictureFailure)) throw error;
    deps.log.warn('an answer goes without a picture', { err: error.failure });
    return null;
  }
}

/** A refusal of Slack, or a chart that cannot be drawn. A file that is gone is uploaded anew. */
function isLasting(error: unknown): boolean {
  if (error instanceof SlackFailure) {
    return !error.isFileNotReady && ['invalid-message', 'missing-scope', 'other'].includes(error.kind);
  }
  return error instanceof AppError && error.code === 'internal';
}

async function pictureFromSlack(deps: PictureDeps, spec: ChartSpec, isAgain: boolean): Promise<ImageBlock> {
  const key = chartKey(spec);
  const known = await deps.files.find(key);
  const file = known ?? (await draw(deps, spec, key));
  const isKnownReady = file.isReady && !isAgain;
  if (!isKnownReady && !(await waitUntilReady(deps, key, file.slackFileId))) {
    if (deps.nowMs() - file.uploadedAt.getTime() > patienceMs) await deps.files.forget(key);
    throw new SlackFailure({
      kind: 'invalid-message',
      method: 'files.info',
      slackError: null,
      isFileNotReady: true,
      detail: 'the picture is not ready',
    });
  }
  return imageBlock(spec, file.slackFileId);
}

/** An image block that shows a file by its Slack id. */
export function imageBlock(spec: ChartSpec, slackFileId: string): ImageBlock {
  return { type: 'image', slack_file: { id: slackFileId }, alt_text: chartAltText(spec) };
}

async function draw(deps: PictureDeps, spec: ChartSpec, key: string) {
  const startedAt = deps.nowMs();
  const { png } = await deps.charts.render(spec);
  deps.metrics.renderTook((deps.nowMs() - startedAt) / 1_000);
  const slackFileId = await deps.messenger.uploadImage({
    name: `${spec.kind}.png`,
    // The KPI and what was found of it, then the period.
    title: [spec.title, spec.subtitle].filter(Boolean).join(' · '),
    altText: chartAltText(spec),
    png,
  });
  return deps.files.keep({ key, slackFileId, uploadedAt: new Date(deps.nowMs()) });
}

async function waitUntilReady(deps: PictureDeps, key: string, slackFileId: string): Promise<boolean> {
  for (const pause of polls) {
    await sleep(pause);
    try {
      if (await deps.messenger.isFileReady(slackFileId)) {
        await deps.files.markReady(key);
        return true;
      }
    } catch (error) {
      // Somebody deleted the file: the next attempt uploads it anew.
      if (error instanceof SlackFailure && error.kind === 'gone') await deps.files.forget(key);
      throw error;
    }
  }
  return false;
}
