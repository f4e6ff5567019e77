// Changes a member's limits. An empty field follows the book.

import type { MemberDetail, Money } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Amount, Available } from '../parts/Amount';
import { BeforeAfter } from '../parts/BeforeAfter';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { useChangeLimits } from '../reading/writes';
import { amountInput, typedAmount } from './amount-field';

type LimitName = 'credit_limit' | 'max_risk' | 'max_win' | 'min_risk';
const fields: { name: LimitName; label: string; words: string }[] = [
  { name: 'credit_limit', label: t('Credit'), words: t('how far the balance may go below zero') },
  { name: 'max_risk', label: t('Max risk, ticket'), words: t('most one ticket may risk') },
  { name: 'max_win', label: t('Max win, ticket'), words: t('most one ticket may win') },
  { name: 'min_risk', label: t('Min risk, ticket'), words: t('least one ticket must risk') },
];

export function LimitsDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const { currency } = useBook();
  const change = useChangeLimits(member.id);
  const { limits } = member;
  const [texts, setTexts] = useState<Record<LimitName, string>>({
    credit_limit: amountInput(limits.credit_limit),
    max_risk: amountInput(limits.max_risk),
    max_win: amountInput(limits.max_win),
    min_risk: amountInput(limits.min_risk),
  });
  const typed = (name: LimitName) => typedAmount(texts[name], currency);
  const credit = typed('credit_limit').value ?? { amount: 0, currency };
  const blocked = fields.some(({ name }) => typed(name).wrong);
  const save = () => {
    const body = {
      credit_limit: credit,
      min_risk: typed('min_risk').value,
      max_risk: typed('max_risk').value,
      max_win: typed('max_win').value,
    };
    change.mutate(body, {
      onSuccess: () => {
        tell(t('Limits of {login} changed.', { login: member.login }));
        onClose();
      },
    });
  };
  return (
    <EffectDialog
      title={t('Change limits of {login}', { login: member.login })}
      confirm={t('Set credit {credit} and limits', { credit: moneyText(credit) })}
      confirming={t('Setting limits')}
      busy={change.isPending}
      blocked={blocked}
      error={change.error}
      onConfirm={save}
      onClose={onClose}
    >
      <LimitFields
        texts={texts}
        refused={fieldErrors(change.error)}
        onChange={(name, text) => setTexts({ ...texts, [name]: text })}
      />
      <LimitsEffect member={member} credit={credit} />
      <p className="small t3">
        {t(
          'New limits hold from the next bet. Open tickets stay as they were accepted. An ' +
            'empty field follows the book.',
        )}
      </p>
    </EffectDialog>
  );
}

type FieldsProps = {
  texts: Record<LimitName, string>;
  refused: Record<string, string>;
  onChange: (name: LimitName, text: string) => void;
};

function LimitFields({ texts, refused, onChange }: FieldsProps) {
  const { currency, house_rules: rules } = useBook();
  return (
    <div className="fields">
      {fields.map(({ name, label, words }) => {
        const book: Money | null = name === 'credit_limit' ? null : rules[name];
        return (
          <TextField
            key={name}
            label={label}
            inputMode="decimal"
            unit={currency}
            placeholder={book ? t('book: {amount}', { amount: moneyText(book) }) : '0.00'}
            value={texts[name]}
            hint={words}
            wrong={typedAmount(texts[name], currency).wrong ?? refused[name]}
            onChange={(event) => onChange(name, event.target.value)}
          />
        );
      })}
    </div>
  );
}

function LimitsEffect({ member, credit }: { member: MemberDetail; credit: Money }) {
  const { credit_limit: before } = member.limits;
  const shift = credit.amount - before.amount;
  const available = { ...member.available, amount: member.available.amount + shift };
  return (
    <BeforeAfter
      changes={[
        {
          what: t('Credit'),
          before: <Amount value={before} style="plain" />,
          after: <Amount value={credit} style="plain" />,
        },
        {
          what: t('Available to bet'),
          before: <Available value={member.available} />,
          after: (
            <b>
              <Available value={available} />
            </b>
          ),
        },
      ]}
    />
  );
}
