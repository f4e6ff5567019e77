// A modal dialog on the browser's own <dialog>: it traps and returns focus, and Esc closes it.
// An element marked `data-first-focus` inside it is focused first.

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '../i18n/language';
import { IconButton } from './controls';

export function Dialog({
  title,
  onClose,
  children,
  footer,
  className = 'dialog',
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  className?: string;
}) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={box}
      className={className}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === box.current && onClose()}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="close" name={t('Close')} onClick={onClose} />
      </header>
      <div className="content">{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
