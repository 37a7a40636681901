import { isRecord } from '../blocks/rules.js';
import type { LoggedRequest } from '../request-log.js';
import type { StandIn } from '../stand-in.js';
import type { PageRequestDetail, PageRequestRow } from './page-api.js';

const mostRows = 1_000;

/** Requests that began or were answered after a version, the newest last. */
export function requestRows({ requests }: Pick<StandIn, 'requests'>, since: number): PageRequestRow[] {
  return requests
    .all()
    .filter(({ version }) => version > since)
    .slice(-mostRows)
    .map(rowOf);
}

/** What was sent and answered, without anything secret; undefined for a request that is not kept any more. */
export function requestDetail(standIn: Pick<StandIn, 'requests' | 'state'>, id: number): PageRequestDetail | undefined {
  const entry = standIn.requests.all().find((one) => one.id === id);
  if (!entry) return undefined;
  const { botToken, appToken, signingSecret } = standIn.state.installation;
  const hide = hiding([botToken, appToken, signingSecret]);
  return {
    ...rowOf(entry),
    request: hide(entry.request),
    ...(entry.response !== undefined && { response: hide(entry.response) }),
  };
}

function rowOf(entry: LoggedRequest): PageRequestRow {
  const { id, direction, name, transport, at, version, status, latencyMs, refused, fault } = entry;
  return {
    id,
    direction,
    name,
    transport,
    at,
    version,
    ...(status !== undefined && { status }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(refused !== undefined && { refused }),
    ...(fault !== undefined && { fault }),
  };
}

const secretNames = /^(token|authorization|x-slack-signature|client_secret|signing_secret)$/i;
const hidden = '•••';

/** Takes out secrets by name, by form and by value: what an app sends may hold one anywhere. */
function hiding(secrets: readonly string[]): (value: unknown) => unknown {
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return hideIn(value, secrets);
    if (Array.isArray(value)) return value.map(hide);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, secretNames.test(name) ? hidden : hide(one)]),
    );
  };
  return hide;
}

function hideIn(text: string, secrets: readonly string[]): string {
  const plain = secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, hidden)), text);
  return plain.replace(/\bx(?:ox[a-z]|app)-[\w-]{6,}/g, hidden).replace(/([?&]ticket=)[^&\s]+/g, `$1${hidden}`);
}
