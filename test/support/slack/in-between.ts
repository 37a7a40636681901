import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers of Slack by method; what is taken out of one never reaches the app. */
type Changes = {
  readonly headers?: readonly string[];
  readonly answers?: Readonly<Record<string, (answer: Record<string, unknown>) => void>>;
};

/** A program between Copil and Slack that leaves out parts of what Slack answers, as proxies do. */
export async function startInBetween(apiUrl: string, { headers = [], answers = {} }: Changes) {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = new URL(request.url ?? '/', 'http://between').pathname.split('/').at(-1) ?? '';
    const { authorization, 'content-type': type } = request.headers;
    const answer = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) },
      body: await bodyOf(request),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    answers[method]?.(body);
    response.sendDate = false;
    for (const [name, value] of answer.headers) {
      const isKept = !headers.includes(name) && !['content-length', 'transfer-encoding', 'connection'].includes(name);
      if (isKept) response.setHeader(name, value);
    }
    response.writeHead(answer.status).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
