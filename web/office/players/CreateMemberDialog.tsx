// Creates a player, agent or master under a parent, and hands out the link for the password.

import type { CreateMember, Role } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useSession } from '@shared/session';
import { Button, Segmented, SelectField, TextField } from '@shared/ui/controls';
import { Dialog } from '@shared/ui/dialog';
import { Note } from '@shared/ui/states';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { InvitationLink } from '../parts/InvitationLink';
import { roleWords } from '../parts/words';
import { useAgents } from '../reading/queries';
import { useCreateMember } from '../reading/writes';
import { treeRows } from './agent-tree';
import { typedAmount } from './amount-field';

type NewRole = 'player' | 'agent' | 'master';
const below: Partial<Record<Role, NewRole[]>> = {
  operator: ['player', 'agent', 'master'],
  staff: ['player', 'agent', 'master'],
  master: ['player', 'agent'],
  agent: ['player'],
};

type Props = { parentId: string; onClose: () => void };
type Typed = {
  role: NewRole;
  parent: string;
  login: string;
  name: string;
  credit: string;
  risk: string;
  win: string;
};

/** The request, with only what was filled; null while an amount cannot be read. */
function requestFor(typed: Typed, currency: string): CreateMember | null {
  const [credit, risk, win] = [typed.credit, typed.risk, typed.win].map((text) =>
    typedAmount(text, currency),
  );
  if (!typed.login.trim() || !typed.name.trim()) return null;
  if (credit?.wrong || risk?.wrong || win?.wrong) return null;
  return {
    role: typed.role,
    login: typed.login.trim(),
    name: typed.name.trim(),
    ...(typed.parent ? { parent_id: typed.parent } : {}),
    ...(credit?.value ? { credit_limit: credit.value } : {}),
    ...(risk?.value ? { max_risk: risk.value } : {}),
    ...(win?.value ? { max_win: win.value } : {}),
  };
}

export function CreateMemberDialog({ parentId, onClose }: Props) {
  const { currency } = useBook();
  const { member: me } = useSession();
  const create = useCreateMember();
  const roles = below[me.role] ?? ['player'];
  const [typed, setTyped] = useState<Typed>({
    role: 'player',
    parent: parentId,
    login: '',
    name: '',
    credit: '',
    risk: '',
    win: '',
  });
  if (create.data) return <Created created={create.data} onClose={onClose} />;
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const refused = fieldErrors(create.error);
  const body = requestFor(typed, currency);
  return (
    <EffectDialog
      title={t('New member')}
      confirm={t('Create {role} {value}', { role: typed.role, value: typed.login.trim() }).trim()}
      confirming={t('Creating')}
      busy={create.isPending}
      blocked={body === null}
      error={Object.keys(refused).length > 0 ? null : create.error}
      onConfirm={() => body && create.mutate(body)}
      onClose={onClose}
    >
      <div>
        <Segmented
          label={t('Role')}
          choices={roles.map((value) => ({ value, label: roleWords[value] }))}
          value={typed.role}
          onChange={(role) => change({ role })}
        />
      </div>
      <MemberFields typed={typed} refused={refused} onChange={change} />
    </EffectDialog>
  );
}

type FieldsProps = {
  typed: Typed;
  refused: Record<string, string>;
  onChange: (part: Partial<Typed>) => void;
};

function MemberFields({ typed, refused, onChange }: FieldsProps) {
  return (
    <div className="fields">
      <TextField
        label={t('Login')}
        autoFocus
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={typed.login}
        wrong={refused.login}
        onChange={(event) => onChange({ login: event.target.value })}
      />
      <TextField
        label={t('Name')}
        autoComplete="off"
        value={typed.name}
        wrong={refused.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <div className="full">
        <ParentField
          value={typed.parent}
          onChange={(parent) => onChange({ parent })}
          wrong={refused.parent_id}
        />
      </div>
      <AmountField
        label={t('Credit')}
        hint={t('how far the balance may go below zero')}
        placeholder="0.00"
        text={typed.credit}
        refused={refused.credit_limit}
        onChange={(credit) => onChange({ credit })}
      />
      <AmountField
        label={t('Max risk, ticket')}
        placeholder={t('as the book')}
        text={typed.risk}
        refused={refused.max_risk}
        onChange={(risk) => onChange({ risk })}
      />
      <AmountField
        label={t('Max win, ticket')}
        placeholder={t('as the book')}
        text={typed.win}
        refused={refused.max_win}
        onChange={(win) => onChange({ win })}
      />
    </div>
  );
}

type AmountProps = {
  label: string;
  hint?: string;
  placeholder: string;
  text: string;
  refused: string | undefined;
  onChange: (text: string) => void;
};

function AmountField({ label, hint, placeholder, text, refused, onChange }: AmountProps) {
  const { currency } = useBook();
  return (
    <TextField
      label={label}
      hint={hint}
      inputMode="decimal"
      unit={currency}
      placeholder={placeholder}
      value={text}
      wrong={typedAmount(text, currency).wrong ?? refused}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

type ParentProps = { value: string; wrong: string | undefined; onChange: (id: string) => void };

function ParentField({ value, wrong, onChange }: ParentProps) {
  const agents = useAgents();
  const { member: me } = useSession();
  const rows = treeRows(agents.data ?? []).filter((row) => row.member.id !== me.id);
  return (
    <SelectField
      label={t('Branch')}
      value={value}
      wrong={wrong}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('{name}, directly', { name: me.name })}</option>
      {rows.map(({ member, depth }) => (
        <option key={member.id} value={member.id}>
          {`${'  '.repeat(depth)}${member.name}, ${roleWords[member.role].toLowerCase()}`}
        </option>
      ))}
    </SelectField>
  );
}

type CreatedProps = {
  created: { member: { login: string }; invitation_url: string | null };
  onClose: () => void;
};

function Created({ created, onClose }: CreatedProps) {
  const { login } = created.member;
  return (
    <Dialog
      title={t('New member')}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('Done')}
        </Button>
      }
    >
      <div className="stack">
        {created.invitation_url ? (
          <InvitationLink
            url={created.invitation_url}
            title={t('{login} is created.', { login })}
          />
        ) : (
          <Note tone="ok" title={t('{login} is created.', { login })}>
            {t('The member can sign in with the given password.')}
          </Note>
        )}
      </div>
    </Dialog>
  );
}
