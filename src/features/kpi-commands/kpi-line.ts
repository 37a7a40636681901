/** What stands behind `/kpi`: a KPI to show, a value to log, a cause to write down. */
export type KpiLine =
  | { readonly do: 'help' }
  | { readonly do: 'show'; readonly kpi: string }
  | { readonly do: 'log'; readonly kpi: string; readonly words: readonly string[] }
  | { readonly do: 'explain'; readonly kpi: string; readonly text: string };

const helpWords: readonly string[] = ['', 'help', 'aide'];
const logWords: readonly string[] = ['log', 'saisir'];
const explainWords: readonly string[] = ['explain', 'expliquer'];

/** Reads the line by its first word; anything that is no subcommand names a KPI. */
export function readKpiLine(text: string): KpiLine {
  const line = withoutSlackMarks(text).trim();
  const [first = '', second = '', ...rest] = line.split(/\s+/);
  const word = first.toLowerCase();
  if (helpWords.includes(word)) return { do: 'help' };
  if (logWords.includes(word)) return { do: 'log', kpi: keyIn(second), words: rest };
  if (explainWords.includes(word))
    return { do: 'explain', kpi: keyIn(second), text: line.replace(/^\S+\s*\S*\s*/, '') };
  return { do: 'show', kpi: keyIn(line) };
}

/** `#leads` is how people write a KPI elsewhere. */
function keyIn(word: string): string {
  return word.replace(/^#/, '');
}

/** A command's text names people, channels and links by their ids and escapes three characters; this is what was typed. */
export function withoutSlackMarks(text: string): string {
  return text
    .replaceAll(/<[@!][^<>|]*\|@?([^<>]*)>/g, '@$1')
    .replaceAll(/<#[^<>|]*\|([^<>]*)>/g, '#$1')
    .replaceAll(/<!([a-z]+)[^<>]*>/g, '@$1')
    .replaceAll(/<((?:https?|mailto):[^<>|]*)(?:\|[^<>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
