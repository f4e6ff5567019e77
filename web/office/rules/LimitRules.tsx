// The limits the reader may set: the book's own for whoever sees the whole book, else those of the
// reader's branch. The most restrictive of a player's chain holds.

import { t } from '@shared/i18n/language';
import { useSession } from '@shared/session';
import { useState } from 'react';
import { MemberPicker } from '../parts/MemberPicker';
import { useFilter } from '../reading/search-params';
import { seesWholeBook } from '../shell/navigation';
import { LimitSheets } from './LimitSheets';

export function LimitRules() {
  const { member } = useSession();
  const [owner, setOwner] = useFilter('owner');
  const own = seesWholeBook(member.role) ? 'book' : member.id;
  const [pickerKey, setPickerKey] = useState(0);
  const choose = (id: string) => {
    setOwner(id);
    setPickerKey((before) => before + 1);
  };
  return (
    <>
      <div className="bar">
        <MemberPicker
          key={pickerKey}
          memberId={owner}
          onChoose={choose}
          label={t('Agent or player')}
        />
        <span className="small t3">
          {t('The most restrictive limit of the chain holds. Below may only tighten.')}
        </span>
      </div>
      <LimitSheets owner={owner || own} />
    </>
  );
}
