// Agrees a deal with an agent below, or changes one. It holds for every week closed from now on.

import type { Deal, DealKind, DealRequest, UncoveredFees } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, useSession } from '@shared/session';
import { SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { amountInput, typedAmount } from '../players/amount-field';
import { useAgents } from '../reading/queries';
import { useReplaceDeal } from '../reading/week-queries';
import { dealWords, readShare } from './deal-words';

type Typed = {
  agent: string;
  kind: DealKind;
  share: string;
  headFee: string;
  ticketFee: string;
  uncovered: UncoveredFees;
};

function firstTyped(deal: Deal | null): Typed {
  if (!deal) {
    return { agent: '', kind: 'split', share: '', headFee: '', ticketFee: '', uncovered: 'owed' };
  }
  return {
    agent: deal.agent_id,
    kind: deal.kind,
    share: String(deal.share_bp / 100),
    headFee: amountInput(deal.head_fee),
    ticketFee: amountInput(deal.ticket_fee),
    uncovered: deal.uncovered_fees,
  };
}

type Props = {
  deal: Deal | null;
  /** Agents that have one already. */
  taken: string[];
  onClose: () => void;
};

export function DealDialog({ deal, taken, onClose }: Props) {
  const { currency } = useBook();
  const { member: me } = useSession();
  const [typed, setTyped] = useState(() => firstTyped(deal));
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const agents = (useAgents().data ?? []).filter(
    (one) => one.id !== me.id && (one.id === deal?.agent_id || !taken.includes(one.id)),
  );
  const login = deal?.login ?? agents.find((one) => one.id === typed.agent)?.login ?? '';
  const send = useReplaceDeal(typed.agent);
  const refused = fieldErrors(send.error);
  const share = readShare(typed.share);
  const headFee = typedAmount(typed.headFee, currency);
  const ticketFee = typedAmount(typed.ticketFee, currency);
  const carries = typed.kind === 'red_figure' || typed.kind === 'reverse_red';
  const confirm = () => {
    if (share === null) return;
    const body: DealRequest = {
      kind: typed.kind,
      share_bp: share,
      head_fee: headFee.value,
      ticket_fee: ticketFee.value,
      uncovered_fees: carries ? typed.uncovered : 'owed',
    };
    send.mutate(body, {
      onSuccess: () => {
        tell(t('The deal with {login} is set.', { login }));
        onClose();
      },
    });
  };
  return (
    <EffectDialog
      title={deal ? t('Change the deal with {login}', { login }) : t('New deal')}
      confirm={login ? t('Agree this with {login}', { login }) : t('Agree this')}
      confirming={t('Setting the deal')}
      busy={send.isPending}
      blocked={
        typed.agent === '' || share === null || Boolean(headFee.wrong) || Boolean(ticketFee.wrong)
      }
      error={send.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="fields">
        {!deal && (
          <SelectField
            label={t('Agent')}
            value={typed.agent}
            data-first-focus
            onChange={(event) => set({ agent: event.target.value })}
          >
            <option value="">{t('Choose an agent')}</option>
            {agents.map((one) => (
              <option key={one.id} value={one.id}>
                {one.login}, {one.name}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label={t('Deal')}
          value={typed.kind}
          wrong={refused.kind}
          onChange={(event) => set({ kind: event.target.value as DealKind })}
        >
          {Object.entries(dealWords).map(([kind, { word }]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('Share, percent')}
          inputMode="decimal"
          value={typed.share}
          wrong={
            refused.share_bp ??
            (typed.share !== '' && share === null
              ? t('Write a percentage of 0 to 100, such as 25 or 12.5.')
              : undefined)
          }
          onChange={(event) => set({ share: event.target.value })}
        />
        <TextField
          label={t('Fee for each active player')}
          inputMode="decimal"
          value={typed.headFee}
          wrong={headFee.wrong ?? refused.head_fee}
          onChange={(event) => set({ headFee: event.target.value })}
        />
        <TextField
          label={t('Fee for each wager')}
          inputMode="decimal"
          value={typed.ticketFee}
          wrong={ticketFee.wrong ?? refused.ticket_fee}
          onChange={(event) => set({ ticketFee: event.target.value })}
        />
        {carries && (
          <SelectField
            label={t('Fees that commission does not cover')}
            value={typed.uncovered}
            wrong={refused.uncovered_fees}
            onChange={(event) => set({ uncovered: event.target.value as UncoveredFees })}
          >
            <option value="owed">{t('are owed by the agent')}</option>
            <option value="makeup">{t('become makeup')}</option>
          </SelectField>
        )}
      </div>
      <ul className="effects">
        <li>{dealWords[typed.kind].says}</li>
        <li>
          {t('It holds for every week that is closed from now on. Settled weeks keep theirs.')}
        </li>
      </ul>
    </EffectDialog>
  );
}
