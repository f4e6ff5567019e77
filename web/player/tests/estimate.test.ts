import { describe, expect, it } from 'vitest';
import { estimateStake } from '../slip/estimate';
import { acceptSentence, placeSentence, slipName } from '../slip/sentences';
import { currentSlip, type Slip } from '../slip/slip-store';

const odds = (american: number) => ({ american, decimal: '0', fractional: '' });
const usd = (amount: number) => ({ amount, currency: 'USD' });

describe('the slip arithmetic', () => {
  it('wins what the price says of a risk', () => {
    expect(estimateStake('risk', 11000, [odds(-110)], 'down')).toEqual({ risk: 11000, win: 10000 });
    expect(estimateStake('risk', 10000, [odds(150)], 'down')).toEqual({ risk: 10000, win: 15000 });
  });

  it('rounds as the house does', () => {
    expect(estimateStake('risk', 10000, [odds(-110)], 'down').win).toBe(9090);
    expect(estimateStake('risk', 10000, [odds(-110)], 'half_up').win).toBe(9091);
    expect(estimateStake('risk', 25, [odds(-1000)], 'half_up').win).toBe(3);
    expect(estimateStake('risk', 25, [odds(-1000)], 'half_even').win).toBe(2);
    expect(estimateStake('risk', 35, [odds(-1000)], 'half_even').win).toBe(4);
  });

  it('finds the risk for a wanted win, never too small', () => {
    expect(estimateStake('win', 10000, [odds(-115)], 'down')).toEqual({ risk: 11500, win: 10000 });
    expect(estimateStake('win', 10000, [odds(-118)], 'down').risk).toBe(11800);
    expect(estimateStake('win', 100, [odds(130)], 'down').risk).toBe(77);
  });

  it('reads a base amount by the price', () => {
    expect(estimateStake('base', 10000, [odds(-110)], 'down')).toEqual({ risk: 11000, win: 10000 });
    expect(estimateStake('base', 10000, [odds(150)], 'down')).toEqual({ risk: 10000, win: 15000 });
    expect(estimateStake('base', 10000, [odds(100)], 'down')).toEqual({ risk: 10000, win: 10000 });
  });

  it('multiplies the legs of a parlay exactly', () => {
    const legs = [odds(-108), odds(-105), odds(-110)];
    expect(estimateStake('risk', 5000, legs, 'down').win).toBe(30892);
  });

  it('has nothing to win without a price', () => {
    expect(estimateStake('risk', 5000, [], 'down')).toEqual({ risk: 5000, win: 0 });
  });
});

describe('the button is a sentence', () => {
  it('says what will happen', () => {
    expect(placeSentence(1, usd(5000), usd(30892))).toBe('Risk 50.00 to win 308.92');
    expect(placeSentence(3, usd(33000), usd(30000))).toBe(
      'Place 3 bets, risk 330.00 to win 300.00',
    );
    expect(acceptSentence(odds(-120), 'american', usd(12000), usd(10000))).toBe(
      'Accept −120, risk 120.00 to win 100.00',
    );
  });

  it('names the bets', () => {
    expect(name('parlay', 3)).toBe('Parlay of 3');
    expect(name('straight', 1)).toBe('Straight');
    expect(name('straight', 2)).toBe('2 straight bets');
  });
});

function name(type: Slip['type'], count: number): string {
  const leg = (n: number) => ({ marketId: `k${n}`, fixtureId: `f${n}`, side: 'home' as const });
  const legs = Array.from({ length: count }, (_, n) => leg(n));
  return slipName({ ...currentSlip(), type, legs });
}
