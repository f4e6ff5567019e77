// Price arithmetic of the pretend book: enough to look right, never used by the apps.

function divisor(a, b) {
  return b === 0 ? a : divisor(b, a % b);
}

/** American odds as the exact fraction won per unit risked. */
export function profitFraction(american) {
  return american > 0 ? [american, 100] : [100, -american];
}

export function odds(american) {
  const [top, bottom] = profitFraction(american);
  const shared = divisor(top, bottom);
  return {
    american,
    decimal: (1 + top / bottom).toFixed(4),
    fractional: `${top / shared}/${bottom / shared}`,
  };
}

/** Combined price of several legs. */
export function combined(all) {
  if (all.length === 1) return all[0];
  const decimal = all.reduce((product, one) => product * Number(exactDecimal(one)), 1);
  const american =
    decimal >= 2 ? Math.round((decimal - 1) * 100) : Math.round(-100 / (decimal - 1));
  return { american, decimal: decimal.toFixed(4), fractional: `${(decimal - 1).toFixed(2)}/1` };
}

export function exactDecimal(price) {
  const [top, bottom] = profitFraction(price.american);
  return 1 + top / bottom;
}

/** Risk and win in cents for an entered amount. */
export function stake(entry, amount, legs) {
  const profit = legs.reduce((product, leg) => product * exactDecimal(leg), 1) - 1;
  const asWin = entry === 'win' || (entry === 'base' && profit < 1);
  if (asWin) return { risk: Math.ceil(amount / profit - 1e-9), win: amount };
  return { risk: amount, win: Math.floor(amount * profit + 1e-9) };
}
