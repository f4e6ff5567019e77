// Everything the slip, its bar and its button need to know, in one place: what is quoted, what
// stands in the way, and what the button says and does.

import type {
  Money,
  OddsFormat,
  Problem,
  Quote,
  Rounding,
  WagerRequest,
} from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { usePreferences } from '@shared/preferences';
import { useBook, useOddsFormat, usePermission, useSession } from '@shared/session';
import { errorText } from '@shared/ui/states';
import { useConnection } from '@shared/use-live';
import { cardOf, pointsBought, termsOf } from './bets';
import { estimateStake } from './estimate';
import { type Outcomes, type Placement, useOutcomes } from './placement';
import { acceptSentence, placeSentence, slipName, sum } from './sentences';
import { type Slip, useSlip } from './slip-store';
import { type QuotedBet, useSlipQuotes } from './use-quotes';

export type Changed = Extract<Outcomes[string], { kind: 'changed' }>;
export type SlipAction =
  /** Nothing can be done; `label` says what is missing. */
  | { kind: 'none'; label: string }
  /** The quote is on its way. */
  | { kind: 'wait'; label: string }
  | { kind: 'place'; label: string; placements: Placement[] }
  /** The way out of a problem: take away the leg that cannot be bet. */
  | { kind: 'remove'; label: string; marketId: string };

export type SlipModel = {
  slip: Slip;
  bets: QuotedBet[];
  name: string;
  risk: Money;
  win: Money;
  problems: Problem[];
  /** Placed at a price that is gone; the button asks again. */
  changed: { betKey: string; outcome: Changed }[];
  most: Money | null;
  badAmount: boolean;
  action: SlipAction;
};

function wagerRequest(
  slip: Slip,
  bet: QuotedBet,
  quote: Quote,
  policy: WagerRequest['price_policy'],
  amount: Money,
): WagerRequest {
  return {
    type: bet.bet.type,
    terms: termsOf(bet.bet, slip),
    entry: slip.entry,
    amount,
    price_policy: policy,
    free_play: slip.freePlay || undefined,
    legs: quote.legs.map((leg) => ({
      market_id: leg.market_id,
      side: leg.side,
      version: leg.version,
      odds: { american: leg.odds.american },
      points: leg.points,
      buy: pointsBought(bet.bet, slip, leg.market_id),
    })),
  };
}

/** The most the chosen entry takes for each bet: of risk, or of what that risk would win. */
function mostOf(slip: Slip, bets: QuotedBet[], rounding: Rounding): Money | null {
  const quote = bets[0]?.quote;
  if (!quote || quote.bets.length > 0) return null;
  const { max_risk: maxRisk, max_win: maxWin, available } = quote.limits;
  const each = Math.floor(Math.max(0, available.amount) / Math.max(1, bets.length));
  const risk = Math.min(maxRisk.amount, each);
  if (slip.entry === 'risk') return { ...maxRisk, amount: risk };
  const byCard = cardOf(slip.type, slip) !== null;
  const odds = byCard ? [quote.odds] : quote.legs.map((leg) => leg.odds);
  const win = Math.min(maxWin.amount, estimateStake('risk', risk, odds, rounding).win);
  return { ...maxWin, amount: slip.entry === 'win' ? win : Math.min(risk, win) };
}

type Facts = Omit<SlipModel, 'action'> & {
  amount: number | null;
  format: OddsFormat;
  offline: boolean;
  /** Why this member cannot bet at all; empty when he can. */
  barred: string;
  policy: WagerRequest['price_policy'];
};

function closedLeg(bets: QuotedBet[]) {
  for (const { quote } of bets) {
    const leg = quote?.legs.find((one) => one.status === 'closed' || one.status === 'suspended');
    if (leg) return leg;
  }
  return null;
}

function sentenceOf(facts: Facts): string {
  const [only] = facts.bets;
  if (facts.changed.length > 0 && facts.bets.length === 1 && only?.quote) {
    return acceptSentence(only.quote.odds, facts.format, facts.risk, facts.win);
  }
  const sentence = placeSentence(facts.bets.length, facts.risk, facts.win, facts.slip.freePlay);
  return facts.changed.length > 0 ? t('Accept new prices. {sentence}', { sentence }) : sentence;
}

function actionOf(facts: Facts): SlipAction {
  const { slip, bets, amount, problems } = facts;
  if (facts.barred) return { kind: 'none', label: facts.barred };
  if (facts.offline) return { kind: 'none', label: t('Offline: nothing can be placed') };
  const gone = closedLeg(bets);
  if (gone) {
    return {
      kind: 'remove',
      label:
        slip.legs.length > 1
          ? t('Remove {description} to go on', { description: gone.description })
          : t('Remove {description}', { description: gone.description }),
      marketId: gone.market_id,
    };
  }
  if (facts.badAmount) return { kind: 'none', label: t('This amount cannot be read') };
  if (!amount) return { kind: 'none', label: t('Enter an amount') };
  const refused = problems[0];
  if (refused) return { kind: 'none', label: refused.title.replace(/\.$/, '') };
  if (bets.some((one) => one.error)) return { kind: 'none', label: t('No quote for this slip') };
  if (!bets.every((one) => one.fresh && one.quote)) {
    return { kind: 'wait', label: sentenceOf(facts) };
  }
  const money = { amount, currency: facts.risk.currency };
  const placements = bets.flatMap((one) =>
    one.quote
      ? [{ betKey: one.bet.key, request: wagerRequest(slip, one, one.quote, facts.policy, money) }]
      : [],
  );
  return { kind: 'place', label: sentenceOf(facts), placements };
}

function quoteProblem(error: unknown): Problem {
  const detail = errorText(error);
  return { type: 'about:blank', title: t('No quote'), status: 0, code: 'no_quote', detail };
}

function problemsOf(bets: QuotedBet[], amount: number | null): Problem[] {
  const refusals = bets.flatMap((one) => (one.fresh && amount ? (one.quote?.refusals ?? []) : []));
  const known = new Set<string>();
  const single = refusals.filter((one) => {
    const text = one.code + one.detail;
    return known.has(text) ? false : known.add(text);
  });
  const failed = bets.find((one) => one.error);
  return failed ? [...single, quoteProblem(failed.error)] : single;
}

function useBarred(): string {
  const { member } = useSession();
  const mayPlace = usePermission('place_wager');
  if (member.status === 'pending') return t('Waiting for approval');
  if (member.status !== 'active') return t('This account takes no new bets');
  return mayPlace ? '' : t('This login does not place bets');
}

export function useSlipModel(): SlipModel {
  const slip = useSlip();
  const { currency, house_rules: rules } = useBook();
  const format = useOddsFormat();
  const { pricePolicy } = usePreferences();
  const offline = useConnection().state === 'offline';
  const outcomes = useOutcomes();
  const { bets, amount } = useSlipQuotes();
  const changed = Object.entries(outcomes).flatMap(([betKey, outcome]) =>
    outcome.kind === 'changed' ? [{ betKey, outcome }] : [],
  );
  const facts: Facts = {
    slip,
    bets,
    amount,
    format,
    offline,
    barred: useBarred(),
    policy: pricePolicy,
    name: slipName(slip),
    risk: sum(
      bets.map((one) => one.risk),
      currency,
    ),
    win: sum(
      bets.map((one) => one.win),
      currency,
    ),
    problems: problemsOf(bets, amount),
    changed,
    most: mostOf(slip, bets, rules.rounding),
    badAmount: amount === null,
  };
  return { ...facts, action: actionOf(facts) };
}

/** `Limit 500.00 left`; empty while unknown. */
export function limitText(model: SlipModel): string {
  if (!model.most) return '';
  const amount = moneyText(model.most);
  const several = model.bets.length > 1;
  if (model.slip.entry === 'win') {
    return several ? t('Win up to {amount} each', { amount }) : t('Win up to {amount}', { amount });
  }
  return several ? t('Limit {amount} each', { amount }) : t('Limit {amount} left', { amount });
}
