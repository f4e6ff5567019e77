// A deed that needs a right. Whoever lacks it sees the deed, and which right is missing.

import type { Permission } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { Button } from '@shared/ui/controls';
import type { ComponentProps } from 'react';
import { permissionText } from '../people/permission-words';

type Props = ComponentProps<typeof Button> & { right: Permission };

export function RightButton({ right, onClick, title, children, ...rest }: Props) {
  const may = usePermission(right);
  if (may) {
    return (
      <Button {...rest} title={title} onClick={onClick}>
        {children}
      </Button>
    );
  }
  const missing = t('You lack the right: {right}', { right: permissionText(right) });
  // Still reached by the keyboard, so that everybody can learn why.
  return (
    <Button {...rest} aria-disabled title={missing}>
      {children}
      <span className="sr">. {missing}</span>
    </Button>
  );
}
