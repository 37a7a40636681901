import { useEffect, useMemo, useRef, useState } from 'react';
import { useFilter } from 'react-aria-components';
import { type ChoiceGroup, filterChoices, optionChoices, ownChoices } from './choices.js';
import type { ElementHost } from './use-element.js';

/** What a select offers for what is typed; `note` says why there is nothing. */
export interface OfferedChoices {
  readonly groups: readonly ChoiceGroup[];
  readonly note: string;
  /** @param typed null when the list is opened without typing */
  search(typed: string | null): void;
}

export function useChoices(host: ElementHost): OfferedChoices {
  const own = useOwnChoices(host);
  const asked = useAskedChoices(host);
  return host.element.type.endsWith('external_select') ? asked : own;
}

function useOwnChoices({ element, setting, words }: ElementHost): OfferedChoices {
  const { contains } = useFilter({ sensitivity: 'base' });
  const [typed, setTyped] = useState('');
  const all = useMemo(() => ownChoices(element, setting.drawing), [element, setting.drawing]);
  const groups = useMemo(() => filterChoices(all, typed, contains), [all, typed, contains]);
  return { groups, note: words.noResults, search: (text) => setTyped(text ?? '') };
}

/** Slack asks once typing rests this long. */
const typingPause = 200;
const slackMinimum = 3;

type Asked =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'groups'; readonly groups: readonly ChoiceGroup[] }
  | { readonly kind: 'fault'; readonly fault: string };

/** Asks the app. Only the answer to what was typed last is shown, however late others come. */
function useAskedChoices(host: ElementHost): OfferedChoices {
  const { element, setting, words } = host;
  const [asked, setAsked] = useState<Asked>({ kind: 'idle' });
  const latest = useRef(0);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const minimum = element.min_query_length ?? slackMinimum;
  const ask = async (typed: string, turn: number) => {
    const answer = await host.suggest(typed);
    if (turn !== latest.current) return;
    if ('fault' in answer) setAsked({ kind: 'fault', fault: answer.fault });
    else setAsked({ kind: 'groups', groups: optionChoices(answer.options, setting.drawing) });
  };
  const search = (text: string | null) => {
    const typed = text ?? '';
    latest.current += 1;
    const turn = latest.current;
    window.clearTimeout(timer.current);
    if (typed.length < minimum) return setAsked({ kind: 'idle' });
    setAsked({ kind: 'loading' });
    timer.current = window.setTimeout(() => void ask(typed, turn), text === null ? 0 : typingPause);
    return undefined;
  };
  const notes = { idle: words.typeMore(minimum), loading: words.loading, groups: words.noResults };
  return {
    groups: asked.kind === 'groups' ? asked.groups : noGroups,
    note: asked.kind === 'fault' ? asked.fault : notes[asked.kind],
    search,
  };
}

const noGroups: readonly ChoiceGroup[] = [];
