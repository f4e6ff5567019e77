// The one question before anything that moves money or rights: what will happen, to whom, and a
// button that says it again. Focus starts on the content, Ctrl-Enter confirms, Esc cancels.

import { t } from '@shared/i18n/language';
import { Button } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { OutcomeNote } from './OutcomeNote';

type Props = {
  title: string;
  /** The sentence on the button: the deed with its numbers. */
  confirm: string;
  /** The sentence while the book decides. */
  confirming: string;
  busy: boolean;
  error: unknown;
  blocked?: boolean;
  wide?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

export function EffectDialog(props: Props) {
  const form = useId();
  const idle = !props.busy && !props.blocked;
  const confirm = useRef(props.onConfirm);
  confirm.current = props.onConfirm;
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (idle) confirm.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [idle]);
  /** Enter in a field must not confirm: what moves money needs a meant key. */
  const holdEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      className={props.wide ? 'dialog wide' : 'dialog'}
      footer={
        <>
          <Button onClick={props.onClose} disabled={props.busy}>
            {t('Cancel')} <kbd className="wide-only">{t('Esc')}</kbd>
          </Button>
          <Button
            look="primary"
            type="submit"
            form={form}
            disabled={!idle}
            aria-keyshortcuts="Control+Enter"
            title={t('Ctrl Enter')}
          >
            {props.busy ? props.confirming : props.confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        noValidate
        onKeyDown={holdEnter}
        onSubmit={(event) => {
          event.preventDefault();
          if (idle) props.onConfirm();
        }}
      >
        {props.children}
        <OutcomeNote error={props.error} />
      </form>
    </Dialog>
  );
}
