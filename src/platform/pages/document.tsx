import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

interface DocumentProps {
  readonly language: string;
  readonly title: string;
  /** In the document itself, or the address of a style sheet and a script. */
  readonly head: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A whole HTML document. */
export function renderDocument({ language, title, head, className, children }: DocumentProps): string {
  const markup = renderToStaticMarkup(
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={icon} />
        {head}
      </head>
      <body className={className}>{children}</body>
    </html>,
  );
  return `<!doctype html>${withoutRepeatedId(markup)}`;
}

/** The library gives each of its blocks the same id. What people write cannot look like this: its quotes are escaped. */
function withoutRepeatedId(markup: string): string {
  return markup.replaceAll(' id="slack_blocks_to_jsx"', '');
}

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#24384f"/><path d="M3.5 11 6.5 7.5l2 2 4-5" fill="none" stroke="#8fe3b4" stroke-width="1.8"/></svg>',
)}`;
