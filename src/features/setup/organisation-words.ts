import { describeField } from './change-words/describe-field.js';
import { type ChangeReader, namesText } from './change-words/value-words.js';
import { type ApplyReport, changedNothing, type SubjectName } from './organisation/organisation-apply.js';
import type { Reader } from './organisation/warnings/warning.js';

/** So many names of one kind are told; of more, how many. */
const shownNames = 12;

/** What an apply did, in lines for a terminal, in the language of whoever reads them. */
export function describeApply(report: ApplyReport, reader: Reader): string[] {
  const { say } = reader;
  const words: ChangeReader = { ...reader, currency: report.currency };
  const isArchived = ({ kind, key }: SubjectName) =>
    report.archived.some((one) => one.kind === kind && one.key === key);
  const kept = report.noLongerListed.filter((subject) => !isArchived(subject));
  const limits = report.limitsAnew;
  return [
    ...(changedNothing(report) ? [say('organisation.nothing', { count: report.unchanged.length })] : []),
    ...byKind('added', report.created, reader),
    ...byKind('restored', report.restored, reader),
    ...report.changed.map(({ kind, key, fields }) => {
      const changes = fields.map((field) => describeField(field, words)).join('; ');
      return say('organisation.changed', { kinds: say('organisation.kinds', { kind, count: 1 }), key, changes });
    }),
    ...byKind('archived', report.archived, reader),
    ...byKind('unlisted', kept, reader),
    ...movedKeys(report, kept, reader),
    ...(limits.length > 0 ? [say('organisation.limitsAnew', { kpis: limits.join(', ') })] : []),
    ...report.warnings.map((warning) => say('organisation.note', { text: warning(reader) })),
    ...(changedNothing(report) ? [] : [say('organisation.unchanged', { count: report.unchanged.length })]),
  ];
}

/** `Added: people ana (Ana Duval), ben (Ben)`, a line for each kind. */
function byKind(what: string, subjects: readonly SubjectName[], { say }: Reader): string[] {
  return [...new Set(subjects.map(({ kind }) => kind))].map((kind) => {
    const ofKind = subjects.filter((subject) => subject.kind === kind);
    const names = ofKind.slice(0, shownNames).map(nameOf);
    const more = ofKind.length - names.length;
    const list = more > 0 ? [...names, say('organisation.andMore', { count: more })] : names;
    const kinds = say('organisation.kinds', { kind, count: ofKind.length });
    return say(`organisation.${what}`, { kinds, names: list.join(', ') });
  });
}

function nameOf({ key, name }: SubjectName): string {
  const text = name === undefined ? key : namesText(name);
  return text === key ? key : `${key} (${text})`;
}

/** Something new that is named like something which went: whoever meant to rename a key gets a second thing instead. */
function movedKeys({ created }: ApplyReport, kept: readonly SubjectName[], { say }: Reader): string[] {
  return created.flatMap(({ kind, key, name }) => {
    if (name === undefined) return [];
    const text = namesText(name);
    const before = kept.find((one) => one.kind === kind && one.name !== undefined && namesText(one.name) === text);
    const kinds = say('organisation.kinds', { kind, count: 1 });
    return before ? [say('organisation.movedKey', { kinds, key, before: before.key, name: text })] : [];
  });
}
