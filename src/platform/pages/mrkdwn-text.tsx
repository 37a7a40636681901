import type { ReactNode } from 'react';
import type { Drawing } from './drawing.js';
import { each } from './each.js';
import { type MrkdwnNode, type MrkdwnPart, parseMrkdwn } from './mrkdwn.js';
import { isoInstant } from './times.js';

interface TextProps {
  readonly text: string;
  readonly drawing: Drawing;
}

/** Text in Slack's markup. */
export function Mrkdwn({ text, drawing }: TextProps): ReactNode {
  return each(parseMrkdwn(text), (part) => drawPart(part, drawing));
}

/** Text without markup, in which only emoji names mean something. */
export function PlainText({ text, drawing }: TextProps): ReactNode {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => drawing.emoji(name) ?? whole);
}

function drawPart(part: MrkdwnPart, drawing: Drawing): ReactNode {
  if (part.kind === 'pre') return <pre className="mrkdwn">{part.text}</pre>;
  const children = each(part.children, (node) => drawNode(node, drawing));
  return part.kind === 'quote' ? (
    <blockquote className="mrkdwn">{children}</blockquote>
  ) : (
    <p className="mrkdwn">{children}</p>
  );
}

function drawNode(node: MrkdwnNode, drawing: Drawing): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return <strong>{each(node.children, (child) => drawNode(child, drawing))}</strong>;
    case 'italic':
      return <em>{each(node.children, (child) => drawNode(child, drawing))}</em>;
    case 'strike':
      return <s>{each(node.children, (child) => drawNode(child, drawing))}</s>;
    case 'code':
      return <code>{node.text}</code>;
    case 'emoji':
      return drawing.emoji(node.name) ?? `:${node.name}:`;
    case 'link':
      return <SafeLink url={node.url}>{node.label ?? node.url.replace(/^mailto:/, '')}</SafeLink>;
    case 'broadcast':
      return <span className="mention mention-all">@{node.range}</span>;
    case 'date':
      return <SlackDate node={node} drawing={drawing} />;
    default:
      return <Mention node={node} drawing={drawing} />;
  }
}

type MentionNode = Extract<MrkdwnNode, { kind: 'user' | 'channel' | 'usergroup' }>;

/** A name known here wins over the one in the text, which is only what it was when the text was written. */
function Mention({ node, drawing }: { readonly node: MentionNode; readonly drawing: Drawing }): ReactNode {
  if (node.kind === 'channel') {
    const name = drawing.channels.get(node.id)?.name ?? node.label ?? node.id;
    const href = drawing.channels.has(node.id) ? drawing.channelHref(node.id) : null;
    return href === null ? (
      <span className="mention">#{name}</span>
    ) : (
      <a className="mention" href={href}>
        #{name}
      </a>
    );
  }
  const known = node.kind === 'user' ? drawing.people.get(node.id)?.name : undefined;
  return <span className="mention">@{(known ?? node.label ?? node.id).replace(/^@/, '')}</span>;
}

type DateNode = Extract<MrkdwnNode, { kind: 'date' }>;

function SlackDate({ node, drawing }: { readonly node: DateNode; readonly drawing: Drawing }): ReactNode {
  const words = drawing.times.slackDate(node.seconds, node.format, node.fallback);
  if (words === node.fallback) return words;
  const time = <time dateTime={isoInstant(node.seconds * 1000)}>{words}</time>;
  return node.link === null ? time : <SafeLink url={node.link}>{time}</SafeLink>;
}

interface SafeLinkProps {
  readonly url: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A link to the web, to mail or to a telephone; any other scheme is drawn as the words alone. */
export function SafeLink({ url, children, className }: SafeLinkProps): ReactNode {
  if (!/^(?:https?|mailto|tel):/i.test(url)) return <span className={className}>{children}</span>;
  return (
    <a className={className} href={url} rel="noreferrer noopener" target="_blank">
      {children}
    </a>
  );
}
