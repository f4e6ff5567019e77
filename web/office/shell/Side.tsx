// Side navigation: the book, its screens by group, and who is signed in.

import { t } from '@shared/i18n/language';
import { useBook, usePermission, useSession, useSignOut } from '@shared/session';
import { BrandMark, IconButton } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { Link, useLocation } from 'wouter';
import { useConversations } from '../messages/use-conversations';
import { initials, roleWords } from '../parts/words';
import { useWaitingTenders } from '../reading/acceptance';
import { itemsOf } from '../reading/pages';
import { useFixtures } from '../reading/queries';
import { useAskedCredit, useAskedVoids, useWithdrawals } from '../reading/rule-queries';
import { isOpenAt } from './current-screen';
import type { Screen } from './navigation';

export function Side({ screens }: { screens: Screen[] }) {
  const book = useBook();
  const groups = [...new Set(screens.map((screen) => screen.group))];
  return (
    <nav className="side" aria-label={t('Back office')}>
      <div className="side-book">
        <BrandMark brand={book.brand} />
        <b title={book.name}>{book.brand.name}</b>
      </div>
      {groups.map((group) => (
        <div key={group}>
          <h2>{group}</h2>
          {screens
            .filter((screen) => screen.group === group)
            .map((screen) => (
              <SideLink key={screen.id} screen={screen} />
            ))}
        </div>
      ))}
      <span className="side-spring" />
      <Me />
    </nav>
  );
}

function SideLink({ screen }: { screen: Screen }) {
  const [path] = useLocation();
  return (
    <Link
      className="side-link"
      href={screen.path}
      aria-current={isOpenAt(screen, path) ? 'page' : undefined}
    >
      <Icon name={screen.icon} />
      {screen.name}
      {screen.id === 'settlement' && <ToSettle />}
      {screen.id === 'approvals' && <ToApprove />}
      {screen.id === 'messages' && <ToRead />}
    </Link>
  );
}

/** How many games wait for a result. */
export function ToSettle() {
  const waiting = itemsOf(useFixtures('to_settle').data).length;
  if (waiting === 0) return null;
  return (
    <em>
      {waiting}
      <span className="sr"> {t('to settle')}</span>
    </em>
  );
}

/** How many wagers, payouts, applications for credit and voids wait for a second person. */
function ToApprove() {
  const mayPayout = usePermission('approve_withdrawal');
  const mayLend = usePermission('change_limits');
  const mayVoid = usePermission('void_wager');
  const mayAccept = usePermission('approve_wager');
  const wagers = itemsOf(useWaitingTenders(mayAccept).data).length;
  const payouts = itemsOf(useWithdrawals({ state: 'requested' }, mayPayout).data).length;
  const credit = itemsOf(useAskedCredit(mayLend).data).length;
  const voids = itemsOf(useAskedVoids(mayVoid).data).length;
  const waiting = wagers + payouts + credit + voids;
  if (waiting === 0) return null;
  return (
    <em>
      {waiting}
      <span className="sr"> {t('to approve')}</span>
    </em>
  );
}

/** How many members wait to be read. */
function ToRead() {
  const waiting = itemsOf(useConversations(true).data).length;
  if (waiting === 0) return null;
  return (
    <em>
      {waiting}
      <span className="sr"> {t('not read')}</span>
    </em>
  );
}

function Me() {
  const { member } = useSession();
  const signOut = useSignOut();
  return (
    <div className="side-me">
      <span className="avatar" aria-hidden="true">
        {initials(member.name)}
      </span>
      <div className="side-me-name">
        <b>{member.name}</b>
        <span className="t3">{roleWords[member.role]}</span>
      </div>
      <IconButton icon="leave" name={t('Sign out')} onClick={() => signOut.mutate()} />
    </div>
  );
}
