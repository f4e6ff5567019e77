// A one-time link with which somebody chooses a password. It is shown once, to hand over.

import { t } from '@shared/i18n/language';
import { Button } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';

export function InvitationLink({ url, title }: { url: string; title: string }) {
  const address = new URL(url, location.origin).toString();
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    tell(t('Link copied.'));
  };
  return (
    <>
      <Note tone="ok" title={title}>
        {t('Hand over this link. It works once, to choose a password, and is not shown again.')}
      </Note>
      <div className="invitation">
        <input
          className="filter-input id"
          readOnly
          aria-label={t('Invitation link')}
          value={address}
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={copy}>
          <Icon name="copy" size="tiny" /> {t('Copy')}
        </Button>
      </div>
    </>
  );
}
