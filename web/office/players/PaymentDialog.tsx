// Records money that came in, went out, or is put right. The button says who pays whom.

import type {
  MemberDetail,
  Method,
  Money,
  PaymentKind,
  PaymentMethod,
  PaymentRequest,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { feeOf, methodLabel, termsText } from '@shared/method-terms';
import { moneyText } from '@shared/money';
import { useBook, usePermission } from '@shared/session';
import { Segmented, SelectField, TextField } from '@shared/ui/controls';
import { Note } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount, Available } from '../parts/Amount';
import { BeforeAfter } from '../parts/BeforeAfter';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { dateText, secondText } from '../parts/office-time';
import { kindText } from '../parts/words';
import { useNamedPayment } from '../reading/queries';
import { useMethods } from '../reading/rule-queries';
import { useSettled } from '../reading/use-settled';
import { useRecordPayment } from '../reading/writes';
import { amountInput, typedAmount } from './amount-field';

type Deed = 'receipt' | 'disbursement' | 'credit' | 'debit';
const deeds: { value: Deed; label: string }[] = [
  { value: 'receipt', label: t('Collect') },
  { value: 'disbursement', label: t('Pay out') },
  { value: 'credit', label: t('Adjust up') },
  { value: 'debit', label: t('Adjust down') },
];
const kindOf: Record<Deed, PaymentKind> = {
  receipt: 'receipt',
  disbursement: 'disbursement',
  credit: 'adjustment',
  debit: 'adjustment',
};

function sentence(deed: Deed, amount: Money, login: string): string {
  const text = moneyText(amount);
  if (deed === 'receipt') return t('Collect {text} from {login}', { text, login });
  if (deed === 'disbursement') return t('Pay {text} to {login}', { text, login });
  return t('Adjust {login} by {value}{text}', {
    login,
    value: deed === 'credit' ? '+' : '−',
    text,
  });
}

type Typed = { amount: string; method: Method; reference: string; note: string };

/** The request for a deed, with only the fields that were filled. */
function requestFor(memberId: string, deed: Deed, amount: Money, typed: Typed): PaymentRequest {
  const kind = kindOf[deed];
  const reference = typed.reference.trim();
  const note = typed.note.trim();
  return {
    member_id: memberId,
    kind,
    amount: deed === 'debit' ? { ...amount, amount: -amount.amount } : amount,
    ...(kind === 'adjustment' ? {} : { method: typed.method }),
    ...(reference ? { reference } : {}),
    ...(note ? { note } : {}),
  };
}

/** Starts with what would bring the balance to zero. */
function firstTyped(balance: Money): Typed {
  const owed = { ...balance, amount: Math.abs(balance.amount) };
  const amount = balance.amount === 0 ? '' : amountInput(owed);
  return { amount, method: 'cash', reference: '', note: '' };
}

type DialogProps = {
  member: MemberDetail;
  /** What was asked for elsewhere, as in `pay jsmith 200`. */
  first?: { deed: 'pay' | 'collect'; amount: string };
  onClose: () => void;
};

function firstDeed({ member, first }: DialogProps): Deed {
  if (first) return first.deed === 'pay' ? 'disbursement' : 'receipt';
  return member.balance.amount < 0 ? 'receipt' : 'disbursement';
}

export function PaymentDialog(props: DialogProps) {
  const { member, first, onClose } = props;
  const { currency } = useBook();
  const record = useRecordPayment();
  const [deed, setDeed] = useState<Deed>(() => firstDeed(props));
  const [typed, setTyped] = useState(() => {
    const usual = firstTyped(member.balance);
    return first?.amount ? { ...usual, amount: first.amount } : usual;
  });
  const amount = typedAmount(typed.amount, currency).value ?? { amount: 0, currency };
  const adjusts = kindOf[deed] === 'adjustment';
  const mayAdjust = usePermission('adjust');
  const choices = deeds.filter(({ value }) => mayAdjust || kindOf[value] !== 'adjustment');
  const paysOut = deed === 'disbursement';
  const directionOf = (one: PaymentMethod) => (paysOut ? one.paid : one.taken);
  const methods = (useMethods().data?.items ?? []).filter((one) => directionOf(one).open);
  const way = methods.find((one) => one.method === typed.method);
  const fee = way && !adjusts ? feeOf(directionOf(way), amount) : { amount: 0, currency };
  const confirm = () =>
    record.mutate(requestFor(member.id, deed, amount, typed), {
      onSuccess: () => {
        tell(t('Recorded: {sentence}.', { sentence: sentence(deed, amount, member.login) }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Record payment of {login}', { login: member.login })}
      confirm={sentence(deed, amount, member.login)}
      confirming={t('Recording')}
      busy={record.isPending}
      blocked={amount.amount === 0 || (adjusts && typed.note.trim() === '')}
      error={record.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <Segmented label={t('Kind')} choices={choices} value={deed} onChange={setDeed} />
      </div>
      <PaymentFields
        typed={typed}
        adjusts={adjusts}
        methods={methods}
        refused={fieldErrors(record.error)}
        onChange={(change) => setTyped({ ...typed, ...change })}
      />
      {!adjusts && <EarlierEntry method={typed.method} reference={typed.reference.trim()} />}
      <PaymentEffect
        member={member}
        moved={
          deed === 'receipt'
            ? amount.amount - fee.amount
            : deed === 'credit'
              ? amount.amount
              : -amount.amount
        }
      />
      {way && !adjusts && (
        <p className="small t3">
          {t('{method}: {terms}.', {
            method: methodLabel(way),
            terms: termsText(directionOf(way)),
          })}{' '}
          {fee.amount > 0 &&
            (paysOut
              ? t('The fee of {fee} is taken out of what the player gets.', {
                  fee: moneyText(fee),
                })
              : t('The fee of {fee} is taken out of what arrives on the account.', {
                  fee: moneyText(fee),
                }))}
        </p>
      )}
    </EffectDialog>
  );
}

type FieldsProps = {
  typed: Typed;
  adjusts: boolean;
  /** Those open in this direction. */
  methods: PaymentMethod[];
  refused: Record<string, string>;
  onChange: (change: Partial<Typed>) => void;
};

function PaymentFields({ typed, adjusts, methods, refused, onChange }: FieldsProps) {
  const { currency } = useBook();
  return (
    <div className="fields">
      <TextField
        label={t('Amount')}
        inputMode="decimal"
        unit={currency}
        autoFocus
        value={typed.amount}
        wrong={typedAmount(typed.amount, currency).wrong ?? refused.amount}
        onChange={(event) => onChange({ amount: event.target.value })}
      />
      {!adjusts && (
        <SelectField
          label={t('Method')}
          value={typed.method}
          wrong={refused.method}
          onChange={(event) => onChange({ method: event.target.value as Method })}
        >
          {methods.map((one) => (
            <option key={one.method} value={one.method}>
              {methodLabel(one)}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={t('Reference')}
        value={typed.reference}
        placeholder={t('bank or receipt number')}
        wrong={refused.reference}
        onChange={(event) => onChange({ reference: event.target.value })}
      />
      <TextField
        label={adjusts ? t('Reason, needed for an adjustment') : t('Note')}
        value={typed.note}
        wrong={refused.note}
        onChange={(event) => onChange({ note: event.target.value })}
      />
    </div>
  );
}

const typingMilliseconds = 250;

/** Warns before sending that this reference has been used, and by what. */
function EarlierEntry({ method, reference }: { method: Method; reference: string }) {
  const { time_zone: zone } = useBook();
  const settled = useSettled(reference, typingMilliseconds);
  const earlier = useNamedPayment(method, settled).data;
  if (!earlier || settled !== reference) return null;
  return (
    <Note tone="warn" title={t('This reference is used already.')}>
      {t('{kind} of {amount}, {login}, {at}.', {
        kind: kindText(earlier.kind),
        amount: moneyText(earlier.amount),
        login: earlier.login,
        at: `${dateText(earlier.at, zone)} ${secondText(earlier.at, zone)}`,
      })}{' '}
      <Link className="link" href={`/players/${encodeURIComponent(earlier.member_id)}?part=ledger`}>
        {t('Open it')}
      </Link>
    </Note>
  );
}

function PaymentEffect({ member, moved }: { member: MemberDetail; moved: number }) {
  const { balance, available } = member;
  const after = (value: Money): Money => ({ ...value, amount: value.amount + moved });
  return (
    <BeforeAfter
      changes={[
        {
          what: t('Balance, player side'),
          before: <Amount value={balance} />,
          after: (
            <b>
              <Amount value={after(balance)} />
            </b>
          ),
        },
        {
          what: t('Available to bet'),
          before: <Available value={available} />,
          after: <Available value={after(available)} />,
        },
      ]}
    />
  );
}
