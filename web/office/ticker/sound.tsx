// A short sound for bets from a chosen risk on. Silent until somebody chooses an amount.

import type { Ticket } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText, readAmount } from '@shared/money';
import { useBook } from '@shared/session';
import { useEffect, useRef } from 'react';

const steps = [100, 500, 1_000, 5_000];
const toneHertz = 880;
const toneSeconds = 0.12;
const toneLoudness = 0.15;

export function SoundChoice({
  least,
  onChoose,
}: {
  least: string;
  onChoose: (least: string) => void;
}) {
  const { currency } = useBook();
  const text = (step: number) =>
    moneyText({ amount: readAmount(String(step), currency) ?? 0, currency });
  return (
    <select
      className="filter-input narrow"
      aria-label={t('Sound')}
      value={least}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{t('Sound off')}</option>
      {steps.map((step) => (
        <option key={step} value={String(step)}>
          {t('Sound from {amount}', { amount: text(step) })}
        </option>
      ))}
    </select>
  );
}

function play(): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.frequency.value = toneHertz;
  loudness.gain.value = toneLoudness;
  tone.connect(loudness).connect(context.destination);
  tone.onended = () => void context.close();
  tone.start();
  tone.stop(context.currentTime + toneSeconds);
}

/** Sounds once for each bet of at least this risk that arrives while the list is looked at. */
export function useSound(
  fresh: ReadonlySet<string>,
  tickets: Ticket[],
  least: number | null,
): void {
  const heard = useRef(new Set<string>());
  useEffect(() => {
    const unheard = tickets.filter((one) => fresh.has(one.id) && !heard.current.has(one.id));
    for (const one of unheard) heard.current.add(one.id);
    if (least && unheard.some((one) => one.risk.amount >= least)) play();
  }, [fresh, tickets, least]);
}
