// Chooses one member by searching, for filters. Shows the chosen one with a way to let go.

import type { Role } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { IconButton } from '@shared/ui/controls';
import { useId, useState } from 'react';
import { itemsOf } from '../reading/pages';
import { useMember, useMembers } from '../reading/queries';
import { useSettled } from '../reading/use-settled';

type Props = {
  memberId: string;
  onChoose: (id: string) => void;
  label: string;
  role?: Role;
};

const typingMilliseconds = 200;

export function MemberPicker({ memberId, onChoose, label, role }: Props) {
  if (memberId) return <Chosen memberId={memberId} onRelease={() => onChoose('')} label={label} />;
  return <Search onChoose={onChoose} label={label} role={role} />;
}

function Chosen({
  memberId,
  onRelease,
  label,
}: {
  memberId: string;
  onRelease: () => void;
  label: string;
}) {
  const member = useMember(memberId);
  return (
    <span className="filter-chosen">
      <span className="t3">{label}</span> <b>{member.data?.login ?? memberId}</b>
      <IconButton icon="close" name={t('Clear {label}', { label })} onClick={onRelease} />
    </span>
  );
}

function Search({ onChoose, label, role }: Omit<Props, 'memberId'>) {
  const listId = useId();
  const [text, setText] = useState('');
  const search = useSettled(text.trim(), typingMilliseconds);
  const found = itemsOf(useMembers({ search, role }, search.length > 0).data);
  const take = (value: string) => {
    setText(value);
    const exact = found.find((member) => member.login === value);
    if (exact) onChoose(exact.id);
  };
  return (
    <>
      <input
        className="filter-input"
        list={listId}
        placeholder={label}
        aria-label={t('{label}, by login or name', { label })}
        value={text}
        onChange={(event) => take(event.target.value)}
        data-screen-search
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={listId}>
        {found.slice(0, 12).map((member) => (
          <option key={member.id} value={member.login}>
            {member.name}
          </option>
        ))}
      </datalist>
    </>
  );
}
