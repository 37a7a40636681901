import { HTTPReceiver, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { MountedListener } from '../http/http-server.js';
import type { Logger } from '../log.js';
import { clientOptions } from './bolt-app.js';
import { toSlackLogger } from './slack-logger.js';
import { createSocketConnection, type SocketConnection } from './socket-connection.js';

export type EntranceSettings = { readonly botToken: string; readonly apiUrl: string } & (
  | { readonly mode: 'http'; readonly signingSecret: string }
  | { readonly mode: 'socket'; readonly appToken: string }
);

export type Entrance = {
  readonly receiver: Receiver;
  readonly mounted?: MountedListener;
  readonly socket?: SocketConnection;
};

/** Over HTTP Bolt's listener is mounted in our server, so that one port, one host and one way to close serve everything. */
export function createEntrance(slack: EntranceSettings, log: Logger): Entrance {
  const logger = toSlackLogger(log);
  const customPropertiesExtractor = () => ({ receivedAt: performance.now() });
  if (slack.mode === 'http') {
    const receiver = new HTTPReceiver({
      signingSecret: slack.signingSecret,
      logger,
      logLevel: LogLevel.INFO,
      customPropertiesExtractor,
      async processEventErrorHandler({ error, response }) {
        log.warn('a request that could not be read was refused', { err: error });
        if (response.headersSent) return false;
        response.writeHead(400).end();
        return true;
      },
    });
    return { receiver, mounted: { method: 'POST', path: '/slack/events', listener: receiver.requestListener } };
  }
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger,
    customPropertiesExtractor,
    autoReconnectEnabled: false,
    // Five seconds, the default, ends healthy connections on a busy machine.
    clientPingTimeout: 20_000,
    installerOptions: { clientOptions: clientOptions(slack.apiUrl) },
    // Nothing is acknowledged: Slack tells the person that it went wrong.
    async processEventErrorHandler({ error }) {
      log.warn('a request that could not be read was refused', { err: error });
      return false;
    },
  });
  return { receiver, socket: createSocketConnection(receiver.client, log) };
}
