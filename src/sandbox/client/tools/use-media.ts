import { useCallback, useSyncExternalStore } from 'react';

/** The page's steps: below the first the sidebar is a drawer, below the second the bar has no room for words. */
export const widths = { phone: '(max-width: 720px)', tight: '(max-width: 1240px)' } as const;

/** Whether a media query holds, now and as the window changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
