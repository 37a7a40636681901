import type { IncomingMessage, ServerResponse } from 'node:http';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="1">
<title>Copil sandbox</title>
<main style="font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem">
<h1 style="font-size: 1.25rem">Copil’s sandbox is being prepared …</h1>
<p>The sample organisation and its readings are on their way. This page shows them as soon as they are there.</p>
<p lang="fr">Le bac à sable de Copil se prépare. Cette page s’affiche dès que l’organisation d’exemple est prête.</p>
</main>
</html>
`;

/** Answers a browser until the page is there, and lets it ask again each second. */
export function preparingPage(request: IncomingMessage, response: ServerResponse): void {
  const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  const headers = { 'cache-control': 'no-store', 'retry-after': '1' };
  if (isPage) response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(page);
  else response.writeHead(503, { ...headers, 'content-type': 'text/plain' }).end('The sandbox is being prepared');
}
