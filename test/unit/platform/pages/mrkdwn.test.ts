import { describe, expect, it } from 'vitest';
import { type MrkdwnNode, type MrkdwnPart, parseMrkdwn } from '../../../../src/platform/pages/mrkdwn.js';

describe('mrkdwn', () => {
  it.each([
    ['*gras* et _italique_ et ~barré~', 'b(gras) et i(italique) et s(barré)'],
    ['*gras, _et italique_*', 'b(gras, i(et italique))'],
    ['cost_per_lead et 2 * 3 * 4', 'cost_per_lead et 2 * 3 * 4'],
    ['a*b*c', 'a*b*c'],
    ['entre ~5 et ~6', 'entre ~5 et ~6'],
    ['*pas\nfermé*', '*pas\nfermé*'],
    ['*Trafic : `+3 * 2`*', 'b(Trafic : code(+3 * 2))'],
    ['# Titre\n- point\n1. un\n| a | b |', '# Titre\n- point\n1. un\n| a | b |'],
    ['**', '**'],
    ['&lt;b&gt; &amp;amp; &eacute;', '<b> &amp; &eacute;'],
  ])('reads the marks of %j as Slack does', (source, expected) => {
    expect(outline(parseMrkdwn(source))).toBe(expected);
  });

  it.each([
    ['<@U0ANA>', 'user(U0ANA)'],
    ['<@U0ANA|ana>', 'user(U0ANA|ana)'],
    ['<#C0OPS|growth-ops>', 'channel(C0OPS|growth-ops)'],
    ['<!subteam^S0DATA|@data>', 'usergroup(S0DATA|@data)'],
    ['<!here>', 'broadcast(here)'],
    ['<https://exemple.fr?a=1&amp;b=2|le plan>', 'link(https://exemple.fr?a=1&b=2|le plan)'],
    ['voir https://exemple.fr/a_b_c.', 'voir link(https://exemple.fr/a_b_c).'],
    ['<!date^1794816000^{date_short} {time}|lundi>', 'date(1794816000 {date_short} {time} lundi)'],
    ['<!date^demain^{date}|lundi>', '<!date^demain^{date}|lundi>'],
    ['<javascript:alert(1)|clic>', '<javascript:alert(1)|clic>'],
    ['<script>', '<script>'],
    [':wave:', 'emoji(wave)'],
  ])('reads %j as what it refers to', (source, expected) => {
    expect(outline(parseMrkdwn(source))).toBe(expected);
  });

  it('keeps what stands in a fence as it is written', () => {
    const parts = parseMrkdwn('avant\n```\n*a* <@U0ANA> _b_ &lt;\n```\naprès');

    expect(parts).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: 'avant' }] },
      { kind: 'pre', text: '*a* <@U0ANA> _b_ <' },
      { kind: 'paragraph', children: [{ kind: 'text', text: 'après' }] },
    ]);
  });

  it('takes a fence that never closes as text', () => {
    expect(outline(parseMrkdwn('a ``` b'))).toBe('a ``` b');
  });

  it('puts following quoted lines into one quote', () => {
    const parts = parseMrkdwn('> un\n&gt; deux\ntrois');

    expect(parts.map((part) => part.kind)).toEqual(['quote', 'paragraph']);
    expect(outline(parts)).toBe('un\ndeux\n\ntrois');
  });

  it('still closes a mark on the line after one on which it stayed open', () => {
    expect(outline(parseMrkdwn('*a _b_ *c\n*d*'))).toBe('*a i(b) *c\nb(d)');
  });
});

function outline(parts: readonly MrkdwnPart[]): string {
  return parts.map((part) => (part.kind === 'pre' ? part.text : part.children.map(outlineNode).join(''))).join('\n\n');
}

function outlineNode(node: MrkdwnNode): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
    case 'italic':
    case 'strike':
      return `${node.kind.charAt(0)}(${node.children.map(outlineNode).join('')})`;
    case 'code':
      return `code(${node.text})`;
    case 'emoji':
      return `emoji(${node.name})`;
    case 'broadcast':
      return `broadcast(${node.range})`;
    case 'date':
      return `date(${node.seconds} ${node.format} ${node.fallback})`;
    case 'link':
      return `link(${node.url}${node.label === null ? '' : `|${node.label}`})`;
    default:
      return `${node.kind}(${node.id}${node.label === null ? '' : `|${node.label}`})`;
  }
}
