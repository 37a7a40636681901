/**
 * The page's only script, sent as it stands. The server says that something changed; the page fetches itself and takes
 * over what differs, so that what has the focus and where one has scrolled to stay. Without it the page is as complete,
 * and one reloads by hand.
 */
export const liveScript = `'use strict';
(() => {
  let waiting = false;
  let running = false;

  /** Takes over what differs; elements marked data-deep are entered, others replaced. */
  function follow(current, next) {
    if (current.isEqualNode(next)) return;
    const isDeep = current.hasAttribute('data-deep') && next.hasAttribute('data-deep') && current.id === next.id;
    if (!isDeep) return replace(current, next);
    current.className = next.className;
    const wanted = [...next.children];
    wanted.forEach((child, index) => {
      const here = current.children[index];
      if (!here) return current.append(child);
      if (here.id === child.id) return follow(here, child);
      const later = child.id ? [...current.children].find((other) => other.id === child.id) : undefined;
      if (!later) return current.insertBefore(child, here);
      current.insertBefore(later, here);
      follow(later, child);
    });
    while (current.children.length > wanted.length) current.lastElementChild.remove();
  }

  function replace(current, next) {
    const focused = current.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    current.replaceWith(next);
    if (focused) [...next.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus({ preventScroll: true });
  }

  async function refresh() {
    if (running) { waiting = true; return; }
    running = true;
    waiting = false;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (answer.ok) takeOver(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // The server is gone for a moment; the stream reconnects and asks again.
    }
    running = false;
    if (waiting) setTimeout(refresh, 150);
  }

  function takeOver(page) {
    const before = document.querySelectorAll('.message').length;
    document.title = page.title;
    for (const id of ['topbar', 'layout']) {
      const current = document.getElementById(id);
      const next = page.getElementById(id);
      if (current && next) follow(current, next);
    }
    const news = document.getElementById('news');
    if (news && document.querySelectorAll('.message').length > before) news.textContent = news.dataset.text;
  }

  let timer;
  let isFirst = true;
  const stream = new EventSource('/events');
  stream.addEventListener('change', () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 120);
  });
  stream.addEventListener('open', () => {
    if (!isFirst) refresh();
    isFirst = false;
  });
})();
`;
