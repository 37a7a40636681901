import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { PageRequestRow } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { jsonText } from './json-shape.js';
import { JsonTree } from './json-tree.js';
import { directionText, RequestMarks, type TimeOf } from './request-row.js';
import { useRequestDetail } from './use-requests.js';
import { type ToolWords, toolWords } from './words.js';

type Words = ToolWords['requests'];

/** What one request said and what was answered. */
export function RequestDetail({ row, timeOf }: { readonly row: PageRequestRow; readonly timeOf: TimeOf }): ReactNode {
  const words = toolWords(usePage().state.actor.locale).requests;
  const detail = useRequestDetail(row);
  const facts = [
    directionText(row, words),
    row.status === undefined ? null : `${words.status} ${row.status}`,
    row.latencyMs === undefined ? words.pending : words.latency(Math.round(row.latencyMs)),
    timeOf(row.at),
    row.transport === 'http' ? 'HTTP' : 'Socket Mode',
  ];
  return (
    <>
      <h3>{row.name}</h3>
      <p className="request-facts">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      <RequestMarks row={row} words={words} />
      {row.refused === undefined ? null : <p className="request-hint">{words.refusedHint}</p>}
      {row.fault === undefined ? null : <p className="request-hint">{words.faultHint}</p>}
      {detail ? (
        <>
          <Payload title={words.request} value={detail.request} copy={words.copyRequest} words={words} />
          {detail.response === undefined ? (
            <p className="request-hint">{row.latencyMs === undefined ? words.pending : words.noResponse}</p>
          ) : (
            <Payload title={words.response} value={detail.response} copy={words.copyResponse} words={words} />
          )}
        </>
      ) : (
        <p className="request-hint">{detail === null ? words.gone : words.loading}</p>
      )}
    </>
  );
}

interface PayloadProps {
  readonly title: string;
  readonly value: unknown;
  readonly copy: string;
  readonly words: Words;
}

const openAtFirst = 2;

function Payload({ title, value, copy, words }: PayloadProps): ReactNode {
  const { notify } = usePageActions();
  // The count makes the tree anew: what was folded by hand gives way to what was asked for last.
  const [view, setView] = useState({ depth: openAtFirst, count: 0 });
  const show = (depth: number) => setView({ depth, count: view.count + 1 });
  const copyText = () =>
    writeClipboard(jsonText(value)).then(
      () => notify(words.copied),
      () => notify(words.notCopied),
    );
  return (
    <section className="payload" aria-label={title}>
      <div className="payload-head">
        <h4>{title}</h4>
        <Button className="quiet-button" onPress={() => show(Number.POSITIVE_INFINITY)}>
          {words.unfold}
        </Button>
        <Button className="quiet-button" onPress={() => show(1)}>
          {words.fold}
        </Button>
        <Button className="quiet-button" aria-label={copy} onPress={() => void copyText()}>
          {words.copy}
        </Button>
      </div>
      <JsonTree key={view.count} value={value} openDepth={view.depth} words={words} />
    </section>
  );
}

/** Rejects where the browser has no clipboard for this page, or the person refused it. */
async function writeClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
