import { describe, expect, it } from 'vitest';
import { firstTerms, readPrice, readTerms } from './grant-terms';

describe('prices as they are typed', () => {
  it('reads American and decimal prices', () => {
    expect(readPrice('-200')).toEqual({ american: -200 });
    expect(readPrice('−110')).toEqual({ american: -110 });
    expect(readPrice('+150')).toEqual({ american: 150 });
    expect(readPrice('150')).toEqual({ american: 150 });
    expect(readPrice('1,91')).toEqual({ decimal: '1.91' });
  });

  it('reads nothing else', () => {
    for (const text of ['', '1', '0.5', '-1.5', '+50', 'even', '1.23456']) {
      expect(readPrice(text), text).toBeNull();
    }
  });
});

describe('terms of a grant', () => {
  it('bounds nothing at first', () => {
    const { request, wrong } = readTerms(firstTerms, 'USD');
    expect(wrong).toEqual({});
    expect(request).toEqual({ wagers: ['straight', 'parlay'], leagues: [], props: true });
  });

  it('sends every bound that is written', () => {
    const typed = {
      ...firstTerms,
      props: false,
      legs: '3',
      least: '-200',
      most: '3.00',
      risk: '50',
      win: '5000',
      leagues: new Set(['l1']),
    };
    expect(readTerms(typed, 'USD').request).toEqual({
      wagers: ['straight', 'parlay'],
      leagues: ['l1'],
      props: false,
      max_legs: 3,
      least_odds: { american: -200 },
      most_odds: { decimal: '3.00' },
      max_risk: { amount: 5_000, currency: 'USD' },
      max_win: { amount: 500_000, currency: 'USD' },
    });
  });

  it('holds back what is wrong, names each field, and what could never be bet', () => {
    const typed = { ...firstTerms, legs: '26', least: 'x', risk: 'y' };
    const { request, wrong } = readTerms(typed, 'USD');
    expect(request).toBeNull();
    expect(Object.keys(wrong).sort()).toEqual(['least', 'legs', 'risk']);
    expect(readTerms({ ...firstTerms, wagers: new Set() }, 'USD').request).toBeNull();
    expect(readTerms({ ...firstTerms, leagues: new Set() }, 'USD').request).toBeNull();
  });
});
