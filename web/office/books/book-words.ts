import type { BookStatus } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import type { Tone } from '@shared/ui/controls';

export const bookStatusWords: Record<BookStatus, { word: string; tone: Tone }> = {
  open: { word: t('Open for business'), tone: 'ok' },
  suspended: { word: t('Suspended'), tone: 'warn' },
};
