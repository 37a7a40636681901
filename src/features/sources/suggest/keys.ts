import { simplifiedName } from '../names.js';

/** Gives each name a key of `copil.yml` of its own. */
export function createKeys(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    const plain = keyOf(name) || 'kpi';
    let key = plain;
    for (let number = 2; given.has(key); number += 1) key = `${plain.slice(0, 58)}-${number}`;
    given.add(key);
    return key;
  };
}

/** A name in lower-case letters, digits, dashes and underscores; empty where it has none of them. */
export function keyOf(name: string): string {
  return simplifiedName(name)
    .replaceAll('%', ' pct ')
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '')
    .slice(0, 62)
    .replace(/-+$/, '');
}

/** A header as people would say it: `active_editors` is Active editors. */
export function nameOf(header: string): string {
  const words = header.replaceAll('_', ' ').replaceAll(/\s+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
