// Whether the game can be bet on: open, circled (reduced limits), suspended, or off the board.
// Reversible, so it acts at once and says what it did.

import type { OfferStatus, OfficeFixture } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { usePermission } from '@shared/session';
import { Segmented } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { OutcomeNote } from '../parts/OutcomeNote';
import { useChangeOffer } from '../reading/writes';
import { gameCodes } from './game-words';

const words: Record<OfferStatus, string> = {
  open: t('Open: players may bet within their limits.'),
  circled: t('Circled: players may bet with reduced limits.'),
  suspended: t('Suspended: nobody can bet. Open tickets stay as they are.'),
  off_board: t('Off the board: players do not see it. Open tickets stay as they are.'),
};
const done: Record<OfferStatus, string> = {
  open: t('{game} is open for bets.'),
  circled: t('{game} is circled.'),
  suspended: t('{game} is suspended.'),
  off_board: t('{game} is off the board.'),
};

/** What the book makes of the game as a whole. */
export function offerOf(fixture: OfficeFixture): OfferStatus {
  const { markets } = fixture;
  const open = markets.filter((market) => market.status !== 'closed');
  if (open.length > 0 && open.every((market) => market.status === 'off_board')) return 'off_board';
  if (open.length > 0 && open.every((market) => market.status === 'suspended')) return 'suspended';
  return fixture.circled ? 'circled' : 'open';
}

type Props = { fixture: OfficeFixture; onDone?: (status: OfferStatus) => void };

export function OfferControl({ fixture, onDone }: Props) {
  const mayControl = usePermission('control_offer');
  const change = useChangeOffer(fixture.id);
  const bettable = fixture.status === 'scheduled' || fixture.status === 'in_play';
  if (!mayControl || !bettable) return null;
  const current = change.isPending ? change.variables : offerOf(fixture);
  const set = (status: OfferStatus) => {
    if (status === offerOf(fixture)) return;
    change.mutate(status, {
      onSuccess: () => {
        tell(done[status].replace('{game}', gameCodes(fixture)));
        onDone?.(status);
      },
    });
  };
  return (
    <div className="offer-control">
      <Segmented
        label={t('Offer')}
        value={current}
        onChange={set}
        choices={[
          { value: 'open', label: t('Open') },
          { value: 'circled', label: t('Circle') },
          { value: 'suspended', label: t('Suspend') },
          { value: 'off_board', label: t('Off the board') },
        ]}
      />
      <span className="small t2">{words[current]}</span>
      <OutcomeNote error={change.error} />
    </div>
  );
}
