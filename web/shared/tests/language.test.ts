// Every text has its Spanish, and the numbers of each region are written and read its way.

import { describe, expect, it } from 'vitest';
import { catalogue as office } from '../../office/i18n/es';
import { catalogue as player } from '../../player/i18n/es';
import { type Catalogue, localeOf, plural, pseudo, t } from '../i18n/language';
import { magnitude, readAmount, separatorsOf } from '../money';
import { textsOfApp } from './texts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort();

describe.each([
  ['player', player],
  ['office', office],
] as const)('Spanish of the %s app', (app, catalogue: Catalogue) => {
  const asked = textsOfApp(app, process.cwd());

  it('has every text the code asks for, with its plural where it counts', () => {
    const missing = asked.filter(({ text, one }) => {
      const entry = catalogue[text];
      return one === undefined ? typeof entry !== 'string' : typeof entry !== 'object';
    });
    expect(missing).toEqual([]);
  });

  it('keeps nothing that nobody asks for', () => {
    const known = new Set(asked.map(({ text }) => text));
    expect(Object.keys(catalogue).filter((text) => !known.has(text))).toEqual([]);
  });

  it('fills in the same names', () => {
    for (const [text, entry] of Object.entries(catalogue)) {
      const forms = typeof entry === 'string' ? [entry] : [entry.other];
      for (const form of forms) expect(placeholders(form), text).toEqual(placeholders(text));
    }
  });
});

describe('texts', () => {
  it('fills in names and counts', () => {
    expect(t('Available, {currency}', { currency: 'USD' })).toBe('Available, USD');
    expect(plural(1, '1 game', '{count} games')).toBe('1 game');
    expect(plural(1204, '1 game', '{count} games')).toBe('1,204 games');
  });

  it('stretches for the pseudo language without touching the names', () => {
    expect(pseudo('Risk {risk}')).toBe('Rísk {risk}~~~~~');
  });

  it('follows the region of a browser that speaks the language', () => {
    expect(localeOf('es', ['es-MX', 'en-US'])).toBe('es-MX');
    expect(localeOf('es', ['en-US'])).toBe('es-US');
    expect(localeOf('en', ['es-ES', 'en-GB'])).toBe('en-GB');
  });
});

describe('numbers of a region', () => {
  const spain = separatorsOf('es-ES');
  const mexico = separatorsOf('es-MX');

  it('are written its way', () => {
    expect(magnitude(123_456_789, 'USD', spain)).toBe('1.234.567,89');
    expect(magnitude(123_456_789, 'USD', mexico)).toBe('1,234,567.89');
  });

  it.each([
    ['1.234,50', 123_450],
    ['1234,5', 123_450],
    ['1.234', 123_400],
    ['12.5', 1_250],
  ])('reads %s as in Spain', (typed, amount) => {
    expect(readAmount(typed, 'USD', spain)).toBe(amount);
  });
});
