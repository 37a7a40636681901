import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResponseUrls } from '../outgoing/response-urls.js';
import { Refusal } from '../refusal.js';
import type { World } from '../world.js';
import { parseJson, readBody } from './request-body.js';
import { type Outcome, respond } from './respond.js';

/** Takes an answer to an act: `POST /response/<id>`; what is wrong comes back as 404, because Slack does so. */
export async function answerResponseUrl(
  { world, responseUrls }: { world: World; responseUrls: ResponseUrls },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = (request.url ?? '').split('/')[2] ?? '';
  const body = parseJson((await readBody(request)).toString('utf8'));
  const entry = world.requests.begin({ direction: 'to_slack', name: 'response_url', transport: 'http', request: body });
  const run = (): Outcome => {
    try {
      responseUrls.use(id, body);
      return { status: 200, body: { ok: true } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 404, body: { ok: false, error: error.error, ...error.details }, refused: error.error };
    }
  };
  await respond({
    response,
    entry,
    requests: world.requests,
    fault: world.faults.take('response_url'),
    run,
  });
}
