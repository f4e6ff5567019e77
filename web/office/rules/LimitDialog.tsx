// Sets one limit of an owner: what it measures, of which wagers, over what, and how much. The
// owner's other limits are sent along as they stand.

import type {
  LimitFilter,
  LimitMeasure,
  LimitRequest,
  LimitRule,
  LimitShare,
  LimitSheet,
  LimitSpan,
  MarketKind,
  Money,
  Sport,
  WagerType,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Choice } from '../parts/Choice';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { kindWords } from '../parts/words';
import { amountInput, typedAmount } from '../players/amount-field';
import { useReplaceLimits } from '../reading/rule-writes';
import { asRequest, sheetName } from './LimitSheets';
import { useLeagues } from './leagues';
import { measureWords, ruleKey, shareWords, spanWords, sportWords, typeWords } from './rule-words';

type Typed = {
  measure: LimitMeasure;
  span: LimitSpan;
  share: LimitShare;
  sport: Sport | '';
  league: string;
  market: MarketKind | '';
  type: WagerType | '';
  live: '' | 'live' | 'before';
  period: string;
  amount: string;
};

function firstTyped(rule: LimitRule | null): Typed {
  const filter: LimitFilter = rule?.filter ?? {};
  const { live } = filter;
  return {
    measure: rule?.measure ?? 'max_risk',
    span: rule?.span ?? 'wager',
    share: rule?.share ?? 'each',
    sport: filter.sport ?? '',
    league: filter.league_id ?? '',
    market: filter.market ?? '',
    type: filter.type ?? '',
    live: live === true ? 'live' : live === false ? 'before' : '',
    period: filter.period ?? '',
    amount: rule ? amountInput(rule.amount) : '',
  };
}

function filterOf(typed: Typed): LimitFilter {
  return {
    ...(typed.sport ? { sport: typed.sport } : {}),
    ...(typed.league ? { league_id: typed.league } : {}),
    ...(typed.market ? { market: typed.market } : {}),
    ...(typed.type ? { type: typed.type } : {}),
    ...(typed.live ? { live: typed.live === 'live' } : {}),
    ...(typed.period ? { period: typed.period } : {}),
  };
}

/** The owner's limits with this one among them, in place of the one it changes. */
function sheetWith(sheet: LimitSheet, rule: LimitRule | null, made: LimitRequest): LimitRequest[] {
  const replaced = [ruleKey({ ...made, share: made.share ?? 'each' })];
  if (rule) replaced.push(ruleKey(rule));
  return [...sheet.rules.filter((one) => !replaced.includes(ruleKey(one))).map(asRequest), made];
}

type Props = { sheet: LimitSheet; rule: LimitRule | null; onClose: () => void };

export function LimitDialog({ sheet, rule, onClose }: Props) {
  const { currency } = useBook();
  const replace = useReplaceLimits(sheet.owner);
  const [typed, setTyped] = useState(() => firstTyped(rule));
  const amount: Money | null = typedAmount(typed.amount, currency).value;
  const name = sheetName(sheet);
  const confirm = () => {
    if (!amount) return;
    const { measure, span, share } = typed;
    const made = { measure, span, share, amount, filter: filterOf(typed) };
    replace.mutate(sheetWith(sheet, rule, made), {
      onSuccess: () => {
        tell(t('Limits of {login} changed.', { login: name }));
        onClose();
      },
    });
  };
  return (
    <EffectDialog
      title={rule ? t('Change a limit of {name}', { name }) : t('New limit of {name}', { name })}
      confirm={t('{measure} {amount} for {span}', {
        measure: measureWords[typed.measure],
        amount: amount ? moneyText(amount) : '—',
        span: spanWords[typed.span],
      })}
      confirming={t('Setting limits')}
      busy={replace.isPending}
      blocked={amount === null}
      error={replace.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <LimitFields
        typed={typed}
        refused={fieldErrors(replace.error)}
        onChange={(part) => setTyped({ ...typed, ...part })}
      />
      <p className="small t3">
        {t('Holds from the next bet. Open tickets stay as they were accepted.')}
      </p>
    </EffectDialog>
  );
}

type FieldsProps = {
  typed: Typed;
  refused: Record<string, string>;
  onChange: (part: Partial<Typed>) => void;
};

function LimitFields({ typed, refused, onChange }: FieldsProps) {
  const { currency } = useBook();
  const leagues = useLeagues();
  return (
    <div className="fields">
      <Choice
        label={t('Limit')}
        words={measureWords}
        value={typed.measure}
        onChange={(measure) => onChange({ measure: measure as LimitMeasure })}
      />
      <TextField
        label={t('Amount')}
        inputMode="decimal"
        unit={currency}
        data-first-focus
        value={typed.amount}
        wrong={
          typedAmount(typed.amount, currency).wrong ?? refused.amount ?? Object.values(refused)[0]
        }
        onChange={(event) => onChange({ amount: event.target.value })}
      />
      <Choice
        label={t('Over')}
        words={spanWords}
        value={typed.span}
        onChange={(span) => onChange({ span: span as LimitSpan })}
      />
      <Choice
        label={t('Counted for')}
        words={shareWords}
        value={typed.share}
        onChange={(share) => onChange({ share: share as LimitShare })}
      />
      <Choice
        label={t('Sport')}
        any={t('Any sport')}
        words={sportWords}
        value={typed.sport}
        onChange={(sport) => onChange({ sport: sport as Sport | '' })}
      />
      <Choice
        label={t('League')}
        any={t('Any league')}
        words={Object.fromEntries(leagues)}
        value={typed.league}
        onChange={(league) => onChange({ league })}
      />
      <Choice
        label={t('Market')}
        any={t('Any market')}
        words={kindWords}
        value={typed.market}
        onChange={(market) => onChange({ market: market as MarketKind | '' })}
      />
      <Choice
        label={t('Kind of bet')}
        any={t('Any kind of bet')}
        words={typeWords}
        value={typed.type}
        onChange={(type) => onChange({ type: type as WagerType | '' })}
      />
      <Choice
        label={t('When')}
        any={t('At any time')}
        words={{ live: t('In play only'), before: t('Before the start only') }}
        value={typed.live}
        onChange={(live) => onChange({ live: live as Typed['live'] })}
      />
    </div>
  );
}
