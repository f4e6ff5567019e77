import { describe, expect, it } from 'vitest';
import { money, moneyText, readAmount, shortMoneyText, signClass, withMinus } from '../money';

describe('money as text', () => {
  it('groups thousands and keeps both decimals', () => {
    expect(moneyText(money(123456789, 'USD'))).toBe('1,234,567.89');
    expect(moneyText(money(5, 'USD'))).toBe('0.05');
    expect(moneyText(money(100, 'USD'))).toBe('1.00');
  });

  it('gives numbers in a text their minus and leaves ticket numbers alone', () => {
    expect(withMinus('Chiefs -3.5')).toBe('Chiefs −3.5');
    expect(withMinus('Ticket 97R-6DX9 accepted')).toBe('Ticket 97R-6DX9 accepted');
  });

  it('prints a real minus and a plus only where a sign belongs', () => {
    expect(moneyText(money(-6500, 'USD'), 'signed')).toBe('−65.00');
    expect(moneyText(money(6500, 'USD'), 'signed')).toBe('+65.00');
    expect(moneyText(money(0, 'USD'), 'signed')).toBe('0.00');
    expect(moneyText(money(-6500, 'USD'), 'plain')).toBe('65.00');
  });

  it('follows the decimal places of the currency', () => {
    expect(moneyText(money(1500, 'JPY'))).toBe('1,500');
    expect(moneyText(money(1500, 'KWD'))).toBe('1.500');
  });

  it('shortens large amounts for tiles', () => {
    expect(shortMoneyText(money(1240000, 'USD'))).toBe('+12.4K');
    expect(shortMoneyText(money(-125000000, 'USD'))).toBe('−1.25M');
    expect(shortMoneyText(money(95000, 'USD'))).toBe('+950');
  });

  it('colours by the printed sign', () => {
    expect(signClass(money(-1, 'USD'))).toBe('neg');
    expect(signClass(money(0, 'USD'))).toBe('zero');
    expect(signClass(money(1, 'USD'))).toBe('');
  });
});

describe('typed amounts', () => {
  it.each([
    ['50', 5000],
    ['50.5', 5050],
    ['50,5', 5050],
    ['1,234.50', 123450],
    ['1,234', 123400],
    ['.5', 50],
    ['', 0],
    [' 12 ', 1200],
  ])('reads %j', (typed, minor) => {
    expect(readAmount(typed, 'USD')).toBe(minor);
  });

  it.each(['abc', '1.234', '-5', '1.2.3', '.', '99999999999999999999'])('refuses %j', (typed) => {
    expect(readAmount(typed, 'USD')).toBeNull();
  });

  it('takes no decimals where the currency has none', () => {
    expect(readAmount('1500', 'JPY')).toBe(1500);
    expect(readAmount('15.5', 'JPY')).toBeNull();
  });
});
