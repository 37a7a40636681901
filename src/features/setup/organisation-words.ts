import type { ApplyReport } from './organisation/organisation-apply.js';

/** What an apply did, in lines for a terminal; a long list is cut and says by how much. */
export function describeApply(report: ApplyReport): string[] {
  const lines: string[] = [];
  const names = (subjects: readonly { kind: string; key: string }[]) => {
    const shown = subjects.slice(0, 12).map(({ kind, key }) => `${kind} ${key}`);
    const rest = subjects.length - shown.length;
    return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
  };
  const add = (word: string, subjects: readonly { kind: string; key: string }[]) => {
    if (subjects.length > 0) lines.push(`${word}: ${subjects.length} (${names(subjects)})`);
  };
  add('Created', report.created);
  add('Restored', report.restored);
  for (const { kind, key, fields } of report.changed) {
    lines.push(
      `Changed: ${kind} ${key}: ${fields.map(({ field, before, after }) => `${field} ${show(before)} → ${show(after)}`).join('; ')}`,
    );
  }
  add('Archived', report.archived);
  const kept = report.noLongerListed.filter(
    ({ kind, key }) => !report.archived.some((one) => one.kind === kind && one.key === key),
  );
  if (kept.length > 0)
    lines.push(`No longer in the file, left as they are (use --prune to archive them): ${names(kept)}`);
  if (report.limitsAnew.length > 0)
    lines.push(
      `Limits of ${report.limitsAnew.join(', ')}: set anew on the readings there are, since roll-up, unit, grain, week start, season or trend changed.`,
    );
  lines.push(...report.warnings.map((warning) => `Note: ${warning}`));
  lines.push(
    lines.length === 0
      ? `Nothing to change: all ${report.unchanged.length} entries are as the file says.`
      : `Unchanged: ${report.unchanged.length}`,
  );
  return lines;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
