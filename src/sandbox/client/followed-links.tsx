import { useEffect } from 'react';
import type { PageActions } from './page-context.js';
import { placeOfLink, type Route } from './route.js';

interface FollowedLinks {
  readonly openImage: PageActions['openImage'];
  readonly onFollow: (route: Pick<Route, 'place' | 'message'>) => void;
  readonly isKnown: (channel: string) => boolean;
}

/**
 * Links that lead to this workspace are followed without leaving the page, and links to its pictures open them large.
 * In one place for all of them, because the same drawing makes links for a preview, where no script runs.
 */
export function useFollowedLinks({ openImage, onFollow, isKnown }: FollowedLinks): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (!link || event.defaultPrevented || isForBrowser(event) || link.dataset['plain'] !== undefined) return;
      const part = partOf(link);
      const picture = pictureOf(link);
      const route = picture ? null : placeOfLink(link.href, new URL(location.href));
      if (part) part.focus();
      else if (picture) openImage(picture);
      else if (route && isKnown(route.place.channel)) onFollow(route);
      else return;
      event.preventDefault();
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [openImage, onFollow, isKnown]);
}

/** A new tab or window is the browser's to open. */
function isForBrowser({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey;
}

/** By hand: an address that ends in that part already would lead nowhere. */
function partOf(link: HTMLAnchorElement): HTMLElement | null {
  const href = link.getAttribute('href') ?? '';
  return href.startsWith('#') ? document.getElementById(href.slice(1)) : null;
}

function pictureOf(link: HTMLAnchorElement): { readonly url: string; readonly alt: string } | null {
  const image = link.querySelector('img');
  return image && new URL(link.href).origin === location.origin ? { url: link.href, alt: image.alt } : null;
}
