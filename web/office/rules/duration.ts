// Spans of time while somebody types them: `15 min` on the page, seconds in the settings. A whole
// number of the largest unit that fits, so that what is read back is what was written.

import { t } from '@shared/i18n/language';

const units: { letter: string; name: string; seconds: number }[] = [
  { letter: 'd', name: t('d'), seconds: 86_400 },
  { letter: 'h', name: t('h'), seconds: 3_600 },
  { letter: 'm', name: t('min'), seconds: 60 },
  { letter: 's', name: t('s'), seconds: 1 },
];

/** `2 d`, `90 min`, `45 s`; `0 s` for nothing. */
export function durationText(seconds: number): string {
  const unit = units.find((one) => seconds > 0 && seconds % one.seconds === 0) ?? units[3];
  return unit ? `${seconds / unit.seconds} ${unit.name}` : String(seconds);
}

/** Seconds of `2 d`, `36 h`, `15 min`, `30 s` or plain seconds; null when it cannot be read. */
export function readDuration(text: string): number | null {
  const found = /^(\d{1,9})\s*([a-záéíóú]*)\.?$/i.exec(text.trim());
  if (!found) return null;
  const [, digits = '', word = ''] = found;
  const wanted = word.toLowerCase();
  const unit = wanted === '' ? units[3] : units.find((one) => wanted.startsWith(one.letter));
  return unit ? Number(digits) * unit.seconds : null;
}
