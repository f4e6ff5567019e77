import { expect, it } from 'vitest';
import { csvText } from './csv';

it('quotes what would break a line, and what a spreadsheet would run', () => {
  const rows = [
    ['=1+1', -5, 'a "b", c'],
    ['line\nbreak', 0.5, 'plain'],
  ];
  expect(csvText(['one', 'two', 'three'], rows)).toBe(
    'one,two,three\r\n' + `'=1+1,-5,"a ""b"", c"\r\n` + '"line\nbreak",0.5,plain\r\n',
  );
});

it('writes amounts exactly, whatever places their currency has', () => {
  const rows = [
    [
      { amount: -123_456, currency: 'USD' },
      { amount: 1_500, currency: 'JPY' },
    ],
  ];
  expect(csvText(['a', 'b'], rows)).toBe('a,b\r\n-1234.56,1500\r\n');
});
