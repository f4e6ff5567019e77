// The bet slip, the same in a phone's sheet and beside a wide board.

import type { Entry, Money, PricePolicy, WagerType } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, typedText } from '@shared/money';
import { oddsText } from '@shared/odds';
import { changePreferences, usePreferences } from '@shared/preferences';
import { problemText } from '@shared/problem';
import { useBook, useOddsFormat } from '@shared/session';
import { IconButton, type Tab, Tabs } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { EmptyState, Note } from '@shared/ui/states';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useBalanceQuery } from '../shell/balance-query';
import { allBooked, bookedTickets, leaveBooked, readAgainAfter } from './after-placement';
import { AmountEntry } from './amount-entry';
import { cardOf, holdsSeveralBets, isOneWager } from './bets';
import { type Availability, Booked } from './booked';
import { cardsOf, fewestOf, useCards } from './cards-query';
import { FreePlaySwitch } from './free-play-switch';
import { dismissOutcomes, inDoubt, type Outcomes, placeBets, useOutcomes } from './placement';
import { type LegChange, SlipLegRow } from './slip-leg-row';
import {
  chooseEntry,
  chooseType,
  clearSlip,
  removeBooked,
  removeLeg,
  typeAmount,
} from './slip-store';
import { TypeTerms } from './type-terms';
import { limitText, type SlipModel, useSlipModel } from './use-slip-model';

const rearmMilliseconds = 500;

function SlipHeader({
  count,
  onCollapse,
  onClear,
}: {
  count: number;
  onCollapse?: () => void;
  onClear?: () => void;
}) {
  return (
    <div className="slip-head">
      <h2>{t('Bet slip')}</h2>
      {count > 0 && <span className="pick-count num">{count}</span>}
      {onClear && (
        <button type="button" className="clear" onClick={onClear}>
          {t('Clear')}
        </button>
      )}
      {onCollapse && <IconButton icon="down" name={t('Back to the board')} onClick={onCollapse} />}
    </div>
  );
}

function changeOf(model: SlipModel, marketId: string): LegChange | undefined {
  for (const { outcome } of model.changed) {
    const sent = outcome.request.legs.find((leg) => leg.market_id === marketId);
    const live = model.bets.flatMap((one) => one.quote?.legs ?? []);
    const now = live.find((leg) => leg.market_id === marketId);
    const differs = now && (now.version !== sent?.version || now.points !== sent?.points);
    if (sent && now && differs && now.odds.american !== sent.odds?.american) return { sent, now };
    if (sent && now && now.points !== (sent.points ?? null)) return { sent, now };
  }
  return undefined;
}

/** The leg as a card takes it, when it moves the line. */
function movedByCard(model: SlipModel, marketId: string) {
  const bet = model.bets[0]?.bet;
  if (!isOneWager(model.slip) || !bet || cardOf(bet.type, model.slip) === null) return undefined;
  const leg = quotedLeg(model, marketId);
  return leg?.gained === null ? undefined : leg;
}

/** The leg as the book quotes it. */
function quotedLeg(model: SlipModel, marketId: string) {
  const legs = model.bets.flatMap((one) => one.quote?.legs ?? []);
  return legs.find((leg) => leg.market_id === marketId);
}

/** A limit's problem offers the amount that is possible. */
function Problems({ model }: { model: SlipModel }) {
  const first = model.problems[0];
  if (!first || model.action.kind === 'remove') return null;
  // What a limit of win leaves is always that win; what any other leaves is a risk.
  const entry: Entry = first.limit?.name === 'max_win' ? 'win' : 'risk';
  const possible = entry === 'win' ? first.limit?.amount : first.limit?.possible;
  const take = (amount: Money) => {
    chooseEntry(entry);
    typeAmount(typedText(amount));
  };
  return (
    <Note code={first.code}>
      {problemText(first)}{' '}
      {possible && possible.amount > 0 && model.bets.length === 1 && (
        <button type="button" className="link" onClick={() => take(possible)}>
          {entry === 'win' ? t('Win') : t('Risk')} {moneyText(possible)}
        </button>
      )}
    </Note>
  );
}

function ChangedNote({ policy }: { policy: PricePolicy }) {
  const why =
    policy === 'better'
      ? t('You take better prices only, so this one needs your yes.')
      : t('This price needs your yes.');
  return (
    <Note title={t('The price moved while you were sending.')}>
      {t('Nothing is booked. {why}', { why })}
    </Note>
  );
}

function UnknownNote({ tries }: { tries: number }) {
  return (
    <Note tone="info" title={t('The connection was lost while sending.')}>
      {t(
        'It is not known yet whether this was booked. The same request is asked again, ' +
          '{tries} so far; it cannot book twice. Leaving the page is safe.',
        { tries },
      )}
    </Note>
  );
}

/** Dead for a moment after the price under a finger changed. */
function useRearmed(mark: string): boolean {
  const [armed, setArmed] = useState(mark);
  useEffect(() => {
    const timer = setTimeout(() => setArmed(mark), rearmMilliseconds);
    return () => clearTimeout(timer);
  }, [mark]);
  return armed === mark;
}

function PlaceButton({
  model,
  sending,
  onPlace,
}: {
  model: SlipModel;
  sending: boolean;
  onPlace: () => void;
}) {
  const { action } = model;
  const legs = model.bets.flatMap((one) => one.quote?.legs ?? []);
  const armed = useRearmed(
    legs.map((leg) => `${leg.market_id}${leg.side}${leg.version}`).join(' '),
  );
  if (sending) {
    return (
      <button type="button" className="place" disabled aria-busy="true">
        {t('Checking your bet')}
      </button>
    );
  }
  if (action.kind === 'remove') {
    return (
      <button type="button" className="place off" onClick={() => removeLeg(action.marketId)}>
        {action.label}
      </button>
    );
  }
  const usable = action.kind === 'place';
  const waiting = action.kind === 'wait';
  return (
    <button
      type="button"
      className={usable || waiting ? 'place num' : 'place off num'}
      aria-disabled={!usable || !armed || undefined}
      onClick={() => usable && armed && onPlace()}
    >
      {action.label}
    </button>
  );
}

const policies: Record<PricePolicy, string> = {
  none: t('Only this price'),
  better: t('Take better prices'),
  any: t('Take any price'),
};

function SlipFooter({ model }: { model: SlipModel }) {
  const { pricePolicy } = usePreferences();
  return (
    <div className="slip-foot">
      <label>
        <span className="sr">{t('When the price changes')}</span>
        <select
          value={pricePolicy}
          onChange={(event) =>
            changePreferences({ pricePolicy: event.target.value as PricePolicy })
          }
        >
          {Object.entries(policies).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="down" size="small" />
      </label>
      <span className="num">{limitText(model)}</span>
    </div>
  );
}

function Summary({ model }: { model: SlipModel }) {
  const format = useOddsFormat();
  const [only] = model.bets;
  const odds = model.bets.length === 1 && only?.quote ? oddsText(only.quote.odds, format) : '';
  return (
    <>
      {model.name} <b className="num">{odds}</b>
    </>
  );
}

/** Types that only a card of the house prices. */
const cardTypes: Tab<WagerType>[] = [
  { value: 'teaser', label: t('Teaser') },
  { value: 'pleaser', label: t('Pleaser') },
  { value: 'progressive', label: t('Progressive') },
];

function SlipBody({
  model,
  outcomes,
  onPlace,
}: {
  model: SlipModel;
  outcomes: Outcomes;
  onPlace: () => void;
}) {
  const { slip } = model;
  const { house_rules: rules } = useBook();
  const sending = inDoubt(outcomes);
  const { pricePolicy } = usePreferences();
  const unknown = Object.values(outcomes).find((one) => one.kind === 'unknown');
  const tooMany =
    slip.legs.length > rules.max_legs
      ? t('At most {max_legs} legs here', { max_legs: rules.max_legs })
      : undefined;
  const single = slip.legs.length < 2 ? t('It needs at least 2 selections') : tooMany;
  const robin = slip.legs.length < 3 ? t('A round robin needs at least 3 selections') : tooMany;
  const cards = useCards(slip.legs.length);
  const firstCard = (type: WagerType) =>
    type === 'parlay' ? null : (cardsOf(cards, type)[0]?.code ?? null);
  const cardTabs = cardTypes
    .filter(({ value }) => value === slip.type || cardsOf(cards, value).length > 0)
    .map((tab) => {
      const least = Math.min(...cardsOf(cards, tab.value).map(fewestOf));
      const few = t('It needs at least {least} selections', { least });
      return { ...tab, unavailable: slip.legs.length < least ? few : tooMany };
    });
  const whole = isOneWager(slip);
  const problemOf = (marketId: string) => {
    const outcome = outcomes[marketId];
    return outcome?.kind === 'refused' && !whole ? outcome.problem : undefined;
  };
  const sent = whole ? outcomes[slip.type] : undefined;
  const refusedWhole = sent?.kind === 'refused' ? sent.problem : null;
  return (
    <>
      <Tabs
        label={t('Kind of bet')}
        className="types"
        value={slip.type}
        onChange={(type) => chooseType(type, firstCard(type))}
        tabs={[
          { value: 'straight', label: t('Straight') },
          { value: 'parlay', label: t('Parlay'), unavailable: single },
          { value: 'round_robin', label: t('Round robin'), unavailable: robin },
          { value: 'if_bet', label: t('If bet'), unavailable: single },
          { value: 'reverse', label: t('Reverse'), unavailable: single },
          ...cardTabs,
        ]}
      />
      <ul className="legs">
        {slip.legs.map((leg, n) => (
          <SlipLegRow
            key={leg.marketId}
            movable={slip.type === 'if_bet' && n > 0}
            leg={leg}
            locked={sending}
            change={changeOf(model, leg.marketId)}
            moved={movedByCard(model, leg.marketId)}
            quoted={quotedLeg(model, leg.marketId)}
            problem={problemOf(leg.marketId)}
          />
        ))}
      </ul>
      <TypeTerms slip={slip} quote={model.bets[0]?.quote} />
      <div className="entry">
        {unknown?.kind === 'unknown' && <UnknownNote tries={unknown.tries} />}
        {model.changed.length > 0 && <ChangedNote policy={pricePolicy} />}
        {refusedWhole && (
          <Note tone="error" code={refusedWhole.code}>
            {problemText(refusedWhole)}
          </Note>
        )}
        <AmountEntry
          risk={model.risk}
          win={model.win}
          wrong={model.badAmount || model.problems.length > 0}
          each={model.bets.length > 1 || (whole && holdsSeveralBets(slip.type))}
          most={model.most}
          summary={<Summary model={model} />}
        />
        <FreePlaySwitch />
        <Problems model={model} />
        <PlaceButton model={model} sending={sending} onPlace={onPlace} />
        <SlipFooter model={model} />
      </div>
    </>
  );
}

/** Outcomes of an older slip say nothing about a changed one. */
function useForgetOldOutcomes(model: SlipModel): void {
  const { slip } = model;
  const legs = slip.legs.map((leg) => leg.marketId + leg.side + (leg.bought ?? '')).join();
  const terms = `${slip.sizes.join()} ${slip.action} ${slip.card}`;
  const content = `${slip.type} ${terms} ${slip.entry} ${slip.amount} ${slip.freePlay} ${legs}`;
  const before = useRef(content);
  useEffect(() => {
    if (before.current === content) return;
    before.current = content;
    dismissOutcomes(['refused', 'changed']);
  }, [content]);
}

export function Slip({ onCollapse }: { onCollapse?: () => void }) {
  const model = useSlipModel();
  const outcomes = useOutcomes();
  const client = useQueryClient();
  const balance = useBalanceQuery().data;
  const [before, setBefore] = useState<Availability['before'] | null>(null);
  useForgetOldOutcomes(model);

  const place = () => {
    if (model.action.kind !== 'place') return;
    setBefore(balance?.available ?? null);
    void placeBets(model.action.placements).then((all) => readAgainAfter(client, all));
  };
  const tickets = bookedTickets(outcomes);
  const settled = !inDoubt(outcomes);
  if (allBooked(outcomes)) {
    const available = before && balance ? { before, after: balance.available } : null;
    return (
      <Booked
        tickets={tickets}
        available={available}
        onKeep={() => leaveBooked(true)}
        onDone={() => leaveBooked(false)}
      />
    );
  }
  if (model.slip.legs.length === 0) {
    return (
      <>
        <SlipHeader count={0} onCollapse={onCollapse} />
        <EmptyState icon="ticket" title={t('Nothing picked yet')}>
          {t('Tap a price on the board and it appears here.')}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <SlipHeader
        count={model.slip.legs.length}
        onCollapse={onCollapse}
        onClear={settled ? clearSlip : undefined}
      />
      {tickets.length > 0 && settled && (
        <div className="partly">
          <Note tone="ok" title={t('{length} booked.', { length: tickets.length })}>
            {t('The others were not; the reasons stand beside them.')}{' '}
            <button
              type="button"
              className="link"
              onClick={() => {
                removeBooked(
                  tickets.flatMap((one) => one.legs.map((leg) => marketOf(model, leg.fixture_id))),
                );
                dismissOutcomes(['booked']);
              }}
            >
              {t('Keep only the others')}
            </button>
          </Note>
        </div>
      )}
      <SlipBody model={model} outcomes={outcomes} onPlace={place} />
    </>
  );
}

function marketOf(model: SlipModel, fixtureId: string): string {
  return model.slip.legs.find((leg) => leg.fixtureId === fixtureId)?.marketId ?? '';
}
