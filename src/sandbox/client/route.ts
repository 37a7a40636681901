import type { PageState } from '../desk/page-api.js';
import type { Place } from './page-context.js';

/** What the page's address says: who acts, and where one is. */
export interface Route {
  readonly as?: string;
  readonly place: Place;
  /** A message to bring into view and to mark, from a copied link. */
  readonly message?: string;
}

/** Stands for the conversation with the app, whose id differs from person to person. */
export const appPlace = 'app';

/** Reads `?as=&c=&t=&m=` or `?as=&home`; what is missing is left out or empty. */
export function parseRoute(search: string): Route {
  const params = new URLSearchParams(search);
  const [as, thread, message] = ['as', 't', 'm'].map((name) => params.get(name) ?? undefined);
  const isHome = params.has('home');
  const place = {
    channel: isHome ? appPlace : (params.get('c') ?? ''),
    ...(thread && !isHome && { thread }),
    ...(isHome && { isHome }),
  };
  return { ...(as && { as }), place, ...(message && { message }) };
}

/** The address of a route, from `?` on. */
export function formatRoute({ as, place, message }: Route): string {
  const params = new URLSearchParams();
  if (as) params.set('as', as);
  if (place.isHome) params.set('home', '');
  else {
    params.set('c', place.channel);
    if (place.thread) params.set('t', place.thread);
    if (message) params.set('m', message);
  }
  return `?${params.toString().replace('home=', 'home')}`;
}

/** Where that is for the person acted as: a conversation they do not see gives way to one with something to read. */
export function resolvePlace(place: Place, state: Pick<PageState, 'channels' | 'appChannel' | 'home'>): Place {
  const isApp = place.channel === appPlace || place.channel === state.appChannel;
  if (place.isHome) return { channel: state.appChannel, isHome: state.home !== null };
  if (isApp) return { ...place, channel: state.appChannel };
  if (state.channels.some(({ id }) => id === place.channel)) return place;
  const first = state.channels.find(({ unread, isArchived }) => unread && !isArchived) ?? state.channels[0];
  return { channel: first?.id ?? state.appChannel };
}

/** The same place for somebody else, before it is known what they see. */
export function placeForOther(place: Place, state: Pick<PageState, 'appChannel'>): Place {
  return place.channel === state.appChannel ? { ...place, channel: appPlace } : place;
}

/** Where a link in a message leads, when it leads to a conversation of this workspace: an address of this page, or Slack's own link to a message. */
export function placeOfLink(href: string, base: URL): Pick<Route, 'place' | 'message'> | null {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  if (url.origin === base.origin) {
    const route = parseRoute(url.search);
    return url.pathname === '/' && (route.place.channel !== '' || route.place.isHome) ? route : null;
  }
  const link = /^\/archives\/([A-Z0-9]+)(?:\/p(\d+)(\d{6}))?$/.exec(url.pathname);
  if (!link || !url.hostname.endsWith('.slack.com')) return null;
  const thread = url.searchParams.get('thread_ts');
  return {
    place: { channel: link[1] ?? '', ...(thread && { thread }) },
    ...(link[2] && { message: `${link[2]}.${link[3]}` }),
  };
}
