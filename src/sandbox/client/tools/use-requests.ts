import { useCallback, useEffect, useRef, useState } from 'react';
import { type PageRequestDetail, type PageRequestRow, pagePaths } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { getJson } from '../transport.js';
import { mergeRequests, newestKnown } from './request-rows.js';

interface RequestList {
  /** Newest first. */
  readonly rows: readonly PageRequestRow[];
  /** False until the first answer came. */
  readonly isLoaded: boolean;
  /** The newest question had no answer: the rows may be old. */
  readonly isOld: boolean;
}

const empty: RequestList = { rows: [], isLoaded: false, isOld: false };

/** The requests both ways, kept current for as long as the caller is mounted and does not pause. */
export function useRequests({ isPaused }: { readonly isPaused: boolean }): RequestList {
  const { isConnected } = usePage();
  const { onRequests } = usePageActions();
  const [list, setList] = useState(empty);
  const known = useRef<readonly PageRequestRow[]>([]);
  const isAsking = useRef(false);
  const isToAskAgain = useRef(false);

  const ask = useCallback(async (): Promise<void> => {
    // What is told meanwhile may be newer than the answer that is on its way.
    isToAskAgain.current = isAsking.current;
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      const news = await getJson<readonly PageRequestRow[]>(pagePaths.requests, {
        since: String(newestKnown(known.current)),
      });
      known.current = mergeRequests(known.current, news);
      setList({ rows: known.current, isLoaded: true, isOld: false });
    } catch {
      setList((last) => ({ ...last, isOld: true }));
    } finally {
      isAsking.current = false;
    }
    if (isToAskAgain.current) await ask();
  }, []);

  useEffect(() => {
    // A sandbox that was gone may count from one again.
    if (isConnected) known.current = [];
  }, [isConnected]);

  useEffect(() => {
    if (isPaused || !isConnected) return;
    void ask();
    return onRequests(() => void ask());
  }, [ask, isPaused, isConnected, onRequests]);

  return list;
}

/** What was sent and answered: undefined while it is fetched, null when the sandbox keeps it no more. */
export function useRequestDetail(row: PageRequestRow | undefined): PageRequestDetail | null | undefined {
  const [detail, setDetail] = useState<{
    readonly id: number;
    readonly version: number | undefined;
    readonly found: PageRequestDetail | null;
  }>();
  const id = row?.id;
  // Asked for again when it was answered since.
  const version = row?.version ?? row?.latencyMs;
  useEffect(() => {
    if (id === undefined) return;
    let isCurrent = true;
    void getJson<PageRequestDetail>(pagePaths.request, { id: String(id) })
      .catch(() => null)
      .then((found) => {
        if (isCurrent) setDetail({ id, version, found });
      });
    return () => {
      isCurrent = false;
    };
  }, [id, version]);
  return detail?.id === id ? detail?.found : undefined;
}
