// Gives somebody who lost the password a link to choose another one. The old one works until then,
// a second factor stays in force, and the link is shown once.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { EffectDialog } from '../parts/EffectDialog';
import { InvitationLink } from '../parts/InvitationLink';
import { dateText, hourText, zoneText } from '../parts/office-time';
import { useIssueLink } from '../reading/people';

export function ResetLinkDialog({
  member,
  onClose,
}: {
  member: MemberDetail;
  onClose: () => void;
}) {
  const { time_zone: zone } = useBook();
  const issue = useIssueLink(member.id);
  const { login } = member;
  if (issue.data) {
    const ends = issue.data.expires_at;
    const until = `${dateText(ends, zone)} ${hourText(ends, zone)} ${zoneText(ends, zone)}`;
    return (
      <Dialog
        title={t('A link for {login}', { login })}
        onClose={onClose}
        footer={
          <Button look="primary" onClick={onClose}>
            {t('Done')}
          </Button>
        }
      >
        <div className="stack">
          <InvitationLink
            url={issue.data.invitation_url}
            title={t('It works until {until}.', { until })}
          />
        </div>
      </Dialog>
    );
  }
  return (
    <EffectDialog
      title={t('A link to choose a new password')}
      confirm={t('Make a link for {login}', { login })}
      confirming={t('Making it')}
      busy={issue.isPending}
      error={issue.error}
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      <p>
        {t(
          'For somebody who lost the password. Be sure who asks: whoever opens the link within ' +
            'ten minutes chooses the password of {login}, and every device is signed out.',
          { login },
        )}
      </p>
      <p className="t2">
        {t('Until then the old password works. A second factor stays in force.')}
      </p>
    </EffectDialog>
  );
}
