import { type ReactNode, useEffect, useMemo } from 'react';
import { Mrkdwn, PlainText } from '../../../platform/pages/mrkdwn-text.js';
import type { PageBlock } from '../../../platform/pages/page-view.js';
import { ButtonControl, OverflowControl } from './button-control.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { type UsableElement, usableShape } from './element-shape.js';
import { CheckboxesControl, RadioControl } from './option-controls.js';
import { DateControl, DateTimeControl, TimeControl } from './picker-controls.js';
import { MultiSelectControl, SelectControl } from './select-controls.js';
import { RichTextControl, TextControl } from './text-control.js';
import { type ElementHost, type ElementLabels, type ElementSetting, type Question, useElement } from './use-element.js';
import { elementWords } from './words.js';

interface InteractiveControlProps {
  readonly element: unknown;
  readonly block: PageBlock;
  readonly setting: ElementSetting;
  readonly labels: ElementLabels;
}

type DrawControl = (props: { readonly host: ElementHost }) => ReactNode;

const controls: Readonly<Record<string, DrawControl>> = {
  button: ButtonControl,
  overflow: OverflowControl,
  static_select: SelectControl,
  external_select: SelectControl,
  users_select: SelectControl,
  conversations_select: SelectControl,
  channels_select: SelectControl,
  multi_static_select: MultiSelectControl,
  multi_external_select: MultiSelectControl,
  multi_users_select: MultiSelectControl,
  multi_conversations_select: MultiSelectControl,
  multi_channels_select: MultiSelectControl,
  checkboxes: CheckboxesControl,
  radio_buttons: RadioControl,
  datepicker: DateControl,
  timepicker: TimeControl,
  datetimepicker: DateTimeControl,
  plain_text_input: TextControl,
  number_input: TextControl,
  email_text_input: TextControl,
  url_text_input: TextControl,
  rich_text_input: RichTextControl,
  file_input: FileNote,
};

/** The elements that can be used here. */
export const usableTypes: readonly string[] = Object.keys(controls);

/** An element that works: what is chosen is kept and, where Slack does, told to the app; what goes wrong is said beside it. */
export function InteractiveControl({ element, block, setting, labels }: InteractiveControlProps): ReactNode {
  const usable = useMemo(() => usableShape.safeParse(element), [element]);
  const words = elementWords(setting.drawing.reader.locale);
  if (!usable.success || !controls[usable.data.type]) {
    return <span className="undrawn">{words.undrawn(typeName(element))}</span>;
  }
  return <UsableControl element={usable.data} block={block} setting={setting} labels={labels} />;
}

function typeName(element: unknown): string {
  return typeof element === 'object' && element !== null && 'type' in element ? String(element.type) : String(element);
}

function UsableControl({ element, block, setting, labels }: InteractiveControlProps & { element: UsableElement }) {
  const faultId = `${labels.id}-fault`;
  const { host, fault, question } = useElement({ block, element }, setting, labels);
  useFocusOnLoad(host);
  const Draw = controls[element.type];
  if (!Draw) return null;
  const describedBy = [labels.describedBy, fault === null ? undefined : faultId].filter(Boolean).join(' ');
  const described = { ...host, labels: { ...labels, ...(describedBy !== '' && { describedBy }) } };
  return (
    <span className={`element element-${element.type}`}>
      <Draw host={described} />
      {fault === null ? null : (
        <small id={faultId} className="element-error" role="alert">
          {fault}
        </small>
      )}
      {question && element.confirm ? <ConfirmQuestion host={host} question={question} /> : null}
    </span>
  );
}

/** In a view one element may ask for the focus; a message that comes in never takes it. */
function useFocusOnLoad({ element, setting, labels }: ElementHost): void {
  const isWanted = element.focus_on_load === true && setting.target.kind === 'view';
  const { id } = labels;
  useEffect(() => {
    if (isWanted) document.getElementById(id)?.focus();
  }, [isWanted, id]);
}

interface ConfirmQuestionProps {
  readonly host: ElementHost;
  readonly question: Question;
}

function ConfirmQuestion({ host, question }: ConfirmQuestionProps): ReactNode {
  const { element, setting } = host;
  const { drawing } = setting;
  const { confirm } = element;
  if (!confirm) return null;
  const plain = (text: string) => <PlainText text={text} drawing={drawing} />;
  return (
    <ConfirmDialog
      title={plain(confirm.title.text)}
      text={
        confirm.text.type === 'mrkdwn' ? (
          <Mrkdwn text={confirm.text.text} drawing={drawing} />
        ) : (
          plain(confirm.text.text)
        )
      }
      confirm={plain(confirm.confirm.text)}
      deny={plain(confirm.deny.text)}
      style={confirm.style}
      onConfirm={question.confirm}
      onDeny={question.deny}
    />
  );
}

function FileNote({ host }: { readonly host: ElementHost }): ReactNode {
  return (
    <span id={host.labels.id} className="element-note file-note">
      {host.words.noFiles}
    </span>
  );
}
