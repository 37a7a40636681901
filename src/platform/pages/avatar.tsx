import type { ReactNode } from 'react';
import type { PagePerson } from './page-view.js';

/** Dark enough for white initials at any of them. */
const tints = ['#7a3e9d', '#1c6758', '#a3421c', '#2b5a9e', '#8c2f5e', '#4d6413', '#5a4a9c', '#7d5410'];

/**
 * The square before a name: an emoji for an app, initials on the person's own colour otherwise. It repeats the name, so
 * it is hidden from screen readers, and drawn by the style sheet so that no button's words begin with it.
 */
export function Avatar({ person, size }: { readonly person: PagePerson; readonly size: 'large' | 'small' }): ReactNode {
  return (
    <span
      className={`avatar avatar-${size}${person.isBot ? ' avatar-app' : ''}`}
      style={{ background: tint(person) }}
      data-sign={person.emoji ?? initials(person.name)}
      aria-hidden="true"
    />
  );
}

function initials(name: string): string {
  const words = name.split(/[\s.\-_]+/).filter((word) => word !== '');
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}

function tint({ id, name, isBot }: PagePerson): string {
  if (isBot) return '#24384f';
  let sum = 0;
  for (const character of id + name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return tints[sum % tints.length] ?? '#24384f';
}
