// What a book pays for each active player of a week, and its change from the next closed week on.

import type { Book, HeadPlan } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { Button, IconButton, SelectField, TextField } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { countText } from '../parts/words';
import { useHeadPlan, useReplaceHeadPlan } from '../reading/platform';
import { firstTyped, planOf, type TypedPlan, tiersMax } from './head-plan';

const countWords = {
  accepted: t('an accepted wager'),
  standing: t('a wager that was not voided'),
};
const modeWords = {
  marginal: t('each head by its own tier'),
  whole: t('all heads by the tier they reach'),
};

export function HeadPlanCard({ book }: { book: Book }) {
  const found = useHeadPlan(book.slug);
  const [changing, setChanging] = useState(false);
  return (
    <Card
      title={t('Price of active players')}
      right={
        found.data && (
          <button type="button" className="link small" onClick={() => setChanging(true)}>
            {found.data.plan ? t('Change') : t('Set a plan')}
          </button>
        )
      }
    >
      <Loaded question={found} rows={3}>
        {({ plan }) =>
          plan ? (
            <Plan plan={plan} />
          ) : (
            <p className="slim-state">{t('Nothing is billed: no plan is set.')}</p>
          )
        }
      </Loaded>
      {changing && found.data && (
        <PlanDialog book={book} plan={found.data.plan} onClose={() => setChanging(false)} />
      )}
    </Card>
  );
}

function Plan({ plan }: { plan: HeadPlan }) {
  return (
    <dl className="card-body book-facts">
      {plan.tiers.map((tier) => (
        <div key={tier.from}>
          <dt className="small t3">{t('From head {from}', { from: countText(tier.from) })}</dt>
          <dd className="num">{moneyText(tier.price)}</dd>
        </div>
      ))}
      <div>
        <dt className="small t3">{t('At least, each week')}</dt>
        <dd className="num">{moneyText(plan.minimum)}</dd>
      </div>
      <div>
        <dt className="small t3">{t('Who counts')}</dt>
        <dd>{countWords[plan.count]}</dd>
      </div>
      <div>
        <dt className="small t3">{t('Tiers')}</dt>
        <dd>{modeWords[plan.mode]}</dd>
      </div>
    </dl>
  );
}

type DialogProps = { book: Book; plan: HeadPlan | null; onClose: () => void };

function PlanDialog({ book, plan, onClose }: DialogProps) {
  const { name, currency } = book;
  const send = useReplaceHeadPlan(book.slug);
  const [typed, setTyped] = useState(() => firstTyped(plan));
  const set = (part: Partial<TypedPlan>) => setTyped({ ...typed, ...part });
  const body = planOf(typed, currency);
  const refused = fieldErrors(send.error);
  const confirm = () =>
    body &&
    send.mutate(body, {
      onSuccess: () => {
        tell(t('The plan of {name} is set.', { name }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Price of active players of {name}', { name })}
      confirm={t('Set the plan of {name}', { name })}
      confirming={t('Setting the plan')}
      busy={send.isPending}
      blocked={body === null}
      error={Object.keys(refused).length > 0 ? null : send.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Tiers typed={typed} currency={currency} wrong={refused.tiers} set={set} />
      <div className="fields">
        <TextField
          label={t('At least, each week')}
          inputMode="decimal"
          unit={currency}
          value={typed.minimum}
          wrong={refused.minimum}
          onChange={(event) => set({ minimum: event.target.value })}
        />
        <SelectField
          label={t('Who counts')}
          value={typed.count}
          onChange={(event) => set({ count: event.target.value as TypedPlan['count'] })}
        >
          {Object.entries(countWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('Tiers')}
          value={typed.mode}
          onChange={(event) => set({ mode: event.target.value as TypedPlan['mode'] })}
        >
          {Object.entries(modeWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
      </div>
      <p className="small t3">
        {t('It holds from the next closed week on. Invoices that are made keep their prices.')}
      </p>
    </EffectDialog>
  );
}

type TiersProps = {
  typed: TypedPlan;
  currency: string;
  wrong: string | undefined;
  set: (part: Partial<TypedPlan>) => void;
};

function Tiers({ typed, currency, wrong, set }: TiersProps) {
  const change = (at: number, part: Partial<TypedPlan['tiers'][number]>) =>
    set({ tiers: typed.tiers.map((one, n) => (n === at ? { ...one, ...part } : one)) });
  return (
    <div className="stack">
      {typed.tiers.map((tier, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tiers have no identity of their own
        <div className="plan-tier" key={n}>
          <TextField
            label={t('From head')}
            inputMode="numeric"
            value={tier.from}
            disabled={n === 0}
            onChange={(event) => change(n, { from: event.target.value })}
          />
          <TextField
            label={t('Price')}
            inputMode="decimal"
            unit={currency}
            value={tier.price}
            onChange={(event) => change(n, { price: event.target.value })}
          />
          {n > 0 && (
            <IconButton
              icon="close"
              name={t('Remove tier {n}', { n: n + 1 })}
              onClick={() => set({ tiers: typed.tiers.filter((_, at) => at !== n) })}
            />
          )}
        </div>
      ))}
      {wrong && <p className="wrong">{wrong}</p>}
      {typed.tiers.length < tiersMax && (
        <div>
          <Button compact onClick={() => set({ tiers: [...typed.tiers, { from: '', price: '' }] })}>
            <Icon name="plus" size="tiny" /> {t('Add a tier')}
          </Button>
        </div>
      )}
    </div>
  );
}
