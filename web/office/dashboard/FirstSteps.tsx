// The first minute of a book without players: what to do, in the order it is needed. Gone by itself
// once somebody can bet.

import type { Permission } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useSession } from '@shared/session';
import { Icon } from '@shared/ui/icon';
import { Link } from 'wouter';
import { Card } from '../parts/Card';
import { useNoPlayers } from '../parts/NextStep';

type Step = { href: string; what: string; why: string; right: Permission };

const steps: Step[] = [
  {
    href: '/rules?part=brand',
    what: t('Give the book its name and colour'),
    why: t('Players see them on every page, in both themes.'),
    right: 'manage_book',
  },
  {
    href: '/rules',
    what: t('Look at the limits'),
    why: t('What one ticket may risk and win, before anybody bets.'),
    right: 'manage_book',
  },
  {
    href: '/players',
    what: t('Add agents and players'),
    why: t('Each gets a link to choose a password; agents add their own players.'),
    right: 'create_member',
  },
  {
    href: '/lines',
    what: t('See the games and their prices'),
    why: t('The provider posts them; you suspend, circle and take off the board.'),
    right: 'control_offer',
  },
  {
    href: '/writer',
    what: t('Write the first ticket, or let players bet'),
    why: t('It appears on this page within a second.'),
    right: 'write_for_player',
  },
];

export function FirstSteps() {
  const { permissions } = useSession();
  const none = useNoPlayers();
  const open = steps.filter((step) => permissions.includes(step.right));
  if (!none || open.length === 0) return null;
  return (
    <Card title={t('First steps')} className="first-steps">
      <ol>
        {open.map((step) => (
          <li key={step.href}>
            <Link href={step.href}>
              <span>
                <b>{step.what}</b>
                <small className="t2">{step.why}</small>
              </span>
              <Icon name="next" size="small" />
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
