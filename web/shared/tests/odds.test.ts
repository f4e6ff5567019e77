import { describe, expect, it } from 'vitest';
import { decimalFromAmerican, oddsText, offerMove, pointsText, spokenPoints } from '../odds';

const price = (american: number, decimal: string, fractional = '') => ({
  american,
  decimal,
  fractional,
});

describe('odds as text', () => {
  it('prints American odds with their sign', () => {
    expect(oddsText(price(-110, '1.9091'), 'american')).toBe('−110');
    expect(oddsText(price(150, '2.5'), 'american')).toBe('+150');
    expect(oddsText(price(100, '2'), 'american')).toBe('+100');
  });

  it('prints two decimals, three below 1.10', () => {
    expect(oddsText(price(-110, '1.9091'), 'decimal')).toBe('1.91');
    expect(oddsText(price(-2400, '1.0417'), 'decimal')).toBe('1.042');
  });

  it('prints fractions as given', () => {
    expect(oddsText(price(-110, '1.9091', '10/11'), 'fractional')).toBe('10/11');
  });

  it('converts American to decimal', () => {
    expect(decimalFromAmerican(150)).toBe(2.5);
    expect(decimalFromAmerican(-200)).toBe(1.5);
    expect(decimalFromAmerican(-110)).toBeCloseTo(1.90909, 5);
  });
});

describe('points as text', () => {
  it('signs a spread and leaves a total bare', () => {
    expect(pointsText('-3.5', 'spread')).toBe('−3.5');
    expect(pointsText('+7', 'spread')).toBe('+7');
    expect(pointsText('7', 'spread')).toBe('+7');
    expect(pointsText('0', 'spread')).toBe('PK');
    expect(pointsText('44.5', 'total')).toBe('44.5');
    expect(pointsText(null, 'moneyline')).toBe('');
  });

  it('speaks signs as words', () => {
    expect(spokenPoints('-3', 'spread')).toBe('minus 3');
    expect(spokenPoints('+7', 'spread')).toBe('plus 7');
  });
});

describe('which way an offer moved', () => {
  const offer = (points: string | null, american: number) => ({
    points,
    odds: price(american, String(decimalFromAmerican(american))),
  });

  it('is better for a higher price', () => {
    expect(offerMove(offer('-3', -110), offer('-3', -105), 'home')).toBe('better');
    expect(offerMove(offer(null, 150), offer(null, 140), 'away')).toBe('worse');
    expect(offerMove(offer('-3', -110), offer('-3', -110), 'home')).toBeNull();
  });

  it('lets points outrank the price', () => {
    expect(offerMove(offer('-3', -110), offer('-3.5', 100), 'home')).toBe('worse');
    expect(offerMove(offer('+3', -110), offer('+3.5', -130), 'away')).toBe('better');
  });

  it('reads a total for the side that takes it', () => {
    expect(offerMove(offer('47', -110), offer('47.5', -110), 'over')).toBe('worse');
    expect(offerMove(offer('47', -110), offer('47.5', -110), 'under')).toBe('better');
  });
});
