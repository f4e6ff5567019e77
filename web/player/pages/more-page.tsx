import { t } from '@shared/i18n/language';
import { officeBase } from '@shared/location';
import { useUnread } from '@shared/messages/use-messages';
import { useBook, useSession, useSignOut } from '@shared/session';
import { dayText, exactClockText } from '@shared/time';
import { Icon, type IconName } from '@shared/ui/icon';
import { Link } from 'wouter';

function Row({
  href,
  icon,
  name,
  about,
}: {
  href: string;
  icon: IconName;
  name: string;
  about: string;
}) {
  return (
    <li>
      <Link href={href}>
        <Icon name={icon} />
        <span>
          {name}
          <small>{about}</small>
        </span>
        <Icon name="next" size="small" />
      </Link>
    </li>
  );
}

export function MorePage() {
  const book = useBook();
  const { member, previous_login_at: previous } = useSession();
  const signOut = useSignOut();
  const unread = useUnread();
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{member.name}</h1>
        <p className="page-about num">
          {member.login}
          {member.parent_login && t(', with {parent_login}', { parent_login: member.parent_login })}
          {previous &&
            t('. Last here {previous}, {previous2}', {
              previous: dayText(previous),
              previous2: exactClockText(previous),
            })}
        </p>
      </div>
      <div className="cards narrow">
        <ul className="card links">
          <Row
            href="/bets"
            icon="ticket"
            name={t('My bets')}
            about={t('Open and settled, with each story')}
          />
          <Row
            href="/wallet"
            icon="wallet"
            name={t('Wallet')}
            about={t('Balance, figure of the week, statement')}
          />
          <Row
            href="/messages"
            icon="message"
            name={t('Messages')}
            about={
              unread > 0
                ? t('{unread} not read', { unread })
                : t('Ask your book, read what it says')
            }
          />
          <Row
            href="/limits"
            icon="shield"
            name={t('Limits and breaks')}
            about={t('What you may lose, a break, a stop')}
          />
          <Row
            href="/protection"
            icon="shield"
            name={t('Safer play')}
            about={t('Risks, help, complaints, the regulator')}
          />
          <Row
            href="/rules"
            icon="rules"
            name={t('House rules')}
            about={t('Version {version}', { version: book.house_rules.version })}
          />
          <Row
            href="/account"
            icon="person"
            name={t('Account')}
            about={t('Who you are here, and your devices')}
          />
          <Row
            href="/settings"
            icon="settings"
            name={t('Settings')}
            about={t('Odds format, theme, prices')}
          />
          {member.role !== 'player' && (
            <li>
              <a href={`${officeBase()}/`}>
                <Icon name="gauge" />
                <span>
                  {t('Back office')}
                  <small>{book.name}</small>
                </span>
                <Icon name="next" size="small" />
              </a>
            </li>
          )}
        </ul>
        <ul className="card links">
          <li>
            <button type="button" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
              <Icon name="leave" />
              <span>{t('Sign out')}</span>
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
