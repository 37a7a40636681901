import type { PageFirst } from './page-api.js';
import { deskWords, languageOf } from './words.js';

/** The document around the page: what is first shown comes with it as data, and the script draws it. */
export function shellDocument(first: PageFirst): string {
  const { workspace, actor } = first.state;
  return `<!doctype html>
<html lang="${languageOf(actor.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(workspace.name)} · ${languageOf(actor.locale) === 'fr' ? 'Bac à sable' : 'Sandbox'}</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/page.css">
<script type="application/json" id="first">${scriptData(first)}</script>
<script type="module" src="/page.js"></script>
</head>
<body>
<div id="root"></div>
<noscript><p>${escaped(deskWords(actor.locale).noScript)}</p></noscript>
</body>
</html>
`;
}

/** JSON that can end no script element and begin no comment: what people write stands in it. */
function scriptData(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (one) => entities[one] ?? one);
}

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#24384f"/><path d="M3.5 11 6.5 7.5l2 2 4-5" fill="none" stroke="#8fe3b4" stroke-width="1.8"/></svg>',
)}`;
