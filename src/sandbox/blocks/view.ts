import { limits } from '../limits.js';
import { Refusal } from '../refusal.js';
import { invalidBlocks, lookAtBlocks, withIds } from './check.js';
import { anything, bool, isRecord, newFindings, note, oneOf, type Rule, shape, str } from './rules.js';
import { plainText } from './texts.js';

const shared = {
  private_metadata: str(limits.privateMetadata),
  callback_id: str(limits.id),
  external_id: str(limits.id),
};

const submitNeeded: Rule = (value, pointer, findings) => {
  if (!isRecord(value) || !Array.isArray(value['blocks'])) return;
  const hasInput = value['blocks'].some((block) => isRecord(block) && block['type'] === 'input');
  if (hasInput && value['submit'] === undefined) note(findings, 'missing required field: submit', pointer);
};

const rules: Readonly<Record<'modal' | 'home', Rule>> = {
  modal: shape(
    { type: oneOf('modal'), title: plainText(24), blocks: anything },
    {
      ...shared,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: bool,
      notify_on_close: bool,
      submit_disabled: bool,
    },
    submitNeeded,
  ),
  home: shape({ type: oneOf('home'), blocks: anything }, shared),
};

export interface ViewCheck {
  readonly type: 'modal' | 'home';
  readonly isUsableFile: (reference: Record<string, unknown>) => boolean;
}

/**
 * Checks a view as Slack does and gives it back with the block ids Slack adds.
 * @throws Refusal invalid_arguments with all faults of fields and blocks, view_too_large
 */
export function checkView(value: unknown, { type, isUsableFile }: ViewCheck): Record<string, unknown> {
  if (JSON.stringify(value ?? null).length > limits.viewBytes) throw new Refusal('view_too_large');
  const findings = newFindings(isUsableFile);
  rules[type](value, '/view', findings);
  const given = isRecord(value) ? value['blocks'] : undefined;
  const blocks = given === undefined ? [] : lookAtBlocks(given, { surface: type, findings, pointer: '/view/blocks' });
  if (findings.errors.length > 0 || !isRecord(value)) throw invalidBlocks('invalid_arguments', findings.errors);
  return { ...value, blocks: blocks.map(withIds) };
}
