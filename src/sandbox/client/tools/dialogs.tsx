import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Switch } from 'react-aria-components/Switch';
import type { PageCondition } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { useOpenTools } from './open-tool.js';
import { TourSteps } from './tour.js';
import { tourWords } from './tour-words.js';
import { type ToolWords, toolWords } from './words.js';

/** Whichever of the tools' dialogs stands open. */
export function ToolDialogs(): ReactNode {
  const { dialog, setDialog } = useOpenTools();
  const { actor } = usePage().state;
  const words = toolWords(actor.locale);
  const close = () => setDialog(null);
  switch (dialog) {
    case 'conditions':
      return (
        <ToolDialog title={words.conditions.name} words={words} onClose={close}>
          <Conditions words={words.conditions} />
        </ToolDialog>
      );
    case 'tour':
      return (
        <ToolDialog title={tourWords(actor.locale).title} words={words} onClose={close}>
          <TourSteps onGo={close} />
        </ToolDialog>
      );
    case 'help':
      return (
        <ToolDialog title={words.help.title} words={words} onClose={close}>
          <Help words={words.help} />
        </ToolDialog>
      );
    case 'reset':
      return <ResetDialog words={words} onClose={close} />;
    case null:
      return null;
  }
}

interface ToolDialogProps {
  readonly title: string;
  readonly words: ToolWords;
  onClose(): void;
  readonly children: ReactNode;
}

function ToolDialog({ title, words, onClose, children }: ToolDialogProps): ReactNode {
  return (
    <ModalOverlay
      className="tool-overlay"
      isDismissable
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Modal className="tool-modal">
        <Dialog className="tool-dialog">
          <div className="tool-dialog-head">
            <Heading slot="title">{title}</Heading>
            <Button className="quiet-button" aria-label={words.close} onPress={onClose}>
              <span aria-hidden="true">✕</span>
            </Button>
          </div>
          <div className="tool-dialog-body">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Conditions({ words }: { readonly words: ToolWords['conditions'] }): ReactNode {
  const { conditions } = usePage().state;
  return (
    <>
      <p>{words.intro}</p>
      <ul className="conditions">
        {conditions.map((condition) => (
          <ConditionRow key={condition.id} condition={condition} words={words} />
        ))}
      </ul>
    </>
  );
}

function ConditionRow({
  condition,
  words,
}: {
  readonly condition: PageCondition;
  readonly words: ToolWords['conditions'];
}): ReactNode {
  const { act, notify } = usePageActions();
  const { id, isOn, met } = condition;
  const change = (next: boolean) =>
    act({ kind: 'condition', id, isOn: next }).then((answer) => {
      if (!answer.ok) notify(answer.message);
    });
  return (
    <li>
      <Switch
        className="condition"
        isSelected={isOn}
        onChange={(next) => void change(next)}
        aria-describedby={`condition-${id}`}
      >
        <span className="condition-track" aria-hidden="true" />
        {words.each[id].name}
      </Switch>
      <p id={`condition-${id}`} className="condition-effect">
        {words.each[id].effect}
        {met > 0 || isOn ? <span className="condition-met"> {words.met(met)}</span> : null}
      </p>
    </li>
  );
}

function ResetDialog({ words, onClose }: { readonly words: ToolWords; readonly onClose: () => void }): ReactNode {
  const { act, notify } = usePageActions();
  const reset = async () => {
    // The work takes seconds and tells its progress under the bar, where no dialog is in front of it.
    onClose();
    const answer = await act({ kind: 'reset' });
    notify(answer.ok ? words.reset.done : answer.message);
  };
  return (
    <ModalOverlay className="tool-overlay" isOpen onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Modal className="tool-modal">
        <Dialog className="tool-dialog" role="alertdialog" aria-describedby="reset-losses">
          <div className="tool-dialog-head">
            <Heading slot="title">{words.reset.title}</Heading>
          </div>
          <div className="tool-dialog-body" id="reset-losses">
            <p>{words.reset.lost}</p>
            <ul className="tool-list">
              {words.reset.losses.map((loss) => (
                <li key={loss}>{loss}</li>
              ))}
            </ul>
            <p>{words.reset.kept}</p>
          </div>
          <div className="tool-dialog-foot">
            <Button className="plain-button" autoFocus onPress={onClose}>
              {words.cancel}
            </Button>
            <Button className="stop-button" onPress={() => void reset()}>
              {words.reset.confirm}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Help({ words }: { readonly words: ToolWords['help'] }): ReactNode {
  return (
    <>
      <p>{words.what}</p>
      <p>
        <b>{words.safe}</b>
      </p>
      <p>{words.clock}</p>
      <p>{words.connect}</p>
      <ol className="tool-list">
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="condition-effect">{words.readme}</p>
    </>
  );
}
