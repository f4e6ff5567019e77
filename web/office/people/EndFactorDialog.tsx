// Takes the second factor of a member away who lost the device: they come in by password alone, are
// signed out everywhere, and set up another one.

import type { MemberDetail } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { tell } from '@shared/ui/toast';
import { EffectDialog } from '../parts/EffectDialog';
import { useEndFactorOf } from '../reading/people';

export function EndFactorDialog({
  member,
  onClose,
}: {
  member: MemberDetail;
  onClose: () => void;
}) {
  const end = useEndFactorOf(member.id);
  const { login } = member;
  const confirm = () =>
    end.mutate(undefined, {
      onSuccess: () => {
        tell(t('{login} has no second factor any more.', { login }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Take the second factor of {login} away', { login })}
      confirm={t('Take it away and sign {login} out', { login })}
      confirming={t('Taking it away')}
      busy={end.isPending}
      error={end.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {t(
          'For somebody who lost the device and the recovery codes. Be sure who asks: from ' +
            'now on the password alone opens this account.',
        )}
      </p>
    </EffectDialog>
  );
}
