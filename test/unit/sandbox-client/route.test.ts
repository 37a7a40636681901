import { describe, expect, it } from 'vitest';
import {
  formatRoute,
  parseRoute,
  placeForOther,
  placeOfLink,
  resolvePlace,
} from '../../../src/sandbox/client/route.js';
import { aState } from './page-fixtures.js';

const base = new URL('http://127.0.0.1:3000/?as=U0ANA&c=C0OPS');

describe('the address of the page', () => {
  it.each([
    ['?as=U0ANA&c=C0OPS', { as: 'U0ANA', place: { channel: 'C0OPS' } }],
    ['?as=U0ANA&c=C0OPS&t=1.000002', { as: 'U0ANA', place: { channel: 'C0OPS', thread: '1.000002' } }],
    ['?as=U0ANA&home', { as: 'U0ANA', place: { channel: 'app', isHome: true } }],
    ['?as=U0ANA&c=C0OPS&m=1.000003', { as: 'U0ANA', place: { channel: 'C0OPS' }, message: '1.000003' }],
  ])('%s is read and written the same', (search, route) => {
    const read = parseRoute(search);

    expect(read).toEqual(route);
    expect(formatRoute(read)).toBe(search);
  });

  it('without anything leads nowhere in particular', () => {
    expect(parseRoute('')).toEqual({ place: { channel: '' } });
  });
});

describe('where an address leads', () => {
  it('is the conversation it names, with its thread', () => {
    const place = resolvePlace({ channel: 'C0OPS', thread: '1.000002' }, aState());

    expect(place).toEqual({ channel: 'C0OPS', thread: '1.000002' });
  });

  it('is a conversation with something to read where the named one is not seen', () => {
    expect(resolvePlace({ channel: 'C0SECRET', thread: '1.000002' }, aState())).toEqual({ channel: 'C0STEERING' });
  });

  it('is the app’s messages where the app has no Home tab', () => {
    const place = resolvePlace({ channel: 'app', isHome: true }, aState({ home: null }));

    expect(place).toEqual({ channel: 'D0APP', isHome: false });
  });

  it('stays the conversation with the app for somebody else, whose own has another id', () => {
    const place = placeForOther({ channel: 'D0APP' }, aState());

    expect(resolvePlace(place, aState({ appChannel: 'D0BENAPP' }))).toEqual({ channel: 'D0BENAPP' });
  });
});

describe('a link in a message', () => {
  it('leads to a conversation of this page', () => {
    expect(placeOfLink('?as=U0ANA&c=C0STEERING', base)?.place).toEqual({ channel: 'C0STEERING' });
  });

  it('leads to the message that Slack’s own link names', () => {
    const link =
      'https://maison-lumen.slack.com/archives/C0OPS/p1795304565000200?thread_ts=1795304500.000100&cid=C0OPS';

    expect(placeOfLink(link, base)).toEqual({
      place: { channel: 'C0OPS', thread: '1795304500.000100' },
      message: '1795304565.000200',
    });
  });

  it.each([
    'https://example.com/archives/C0OPS/p1795304565000200',
    '/files/F1/board.png',
    'mailto:ana@example.com',
    '#',
  ])('to %s is left to the browser', (href) => {
    expect(placeOfLink(href, new URL('http://127.0.0.1:3000/'))).toBeNull();
  });
});
