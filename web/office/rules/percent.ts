// Shares in hundredths of a percent, written and read as percent: 150 is `1.5`.

/** `1.5` for 150, `2` for 200. */
export function percentText(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / 100);
  const rest = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : String(whole);
}

/** Hundredths of a percent of `1.5` or `1,5`; null when it cannot be read exactly. */
export function readPercent(text: string): number | null {
  const found = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!found) return null;
  const [, whole = '0', rest = ''] = found;
  return Number(whole) * 100 + Number(rest.padEnd(2, '0'));
}
