import { t } from '@shared/i18n/language';
import { EmptyState } from '@shared/ui/states';
import { Link } from 'wouter';

export function NotFoundPage() {
  return (
    <EmptyState
      icon="search"
      title={t('There is no such page')}
      action={<Link href="/">{t('Open the board')}</Link>}
    >
      {t('The address may be old or mistyped.')}
    </EmptyState>
  );
}
