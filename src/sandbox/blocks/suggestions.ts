import { invalidBlocks } from './check.js';
import { groups, options } from './elements.js';
import { isRecord, newFindings } from './rules.js';

/** Checks what an app offers in an external select: up to 100 options, or groups of them. @throws Refusal invalid_options */
export function checkSuggestions(answer: unknown): void {
  const findings = newFindings();
  const offered = isRecord(answer) ? answer : {};
  // No option at all is a fair answer to what was typed.
  const isEmpty = Array.isArray(offered['options']) && offered['options'].length === 0;
  if (isEmpty) return;
  if (offered['option_groups'] === undefined) options(offered['options'], '/options', findings);
  else groups(offered['option_groups'], '/option_groups', findings);
  if (findings.errors.length > 0) throw invalidBlocks('invalid_options', findings.errors);
}
