// The one question before tickets are settled.

import type { OfficeFixture, ResultPreview, ScoreReport } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { tell } from '@shared/ui/toast';
import { Amount, otherSide } from '../parts/Amount';
import { EffectDialog } from '../parts/EffectDialog';
import { counted } from '../parts/words';
import { useConfirmResult } from '../reading/writes';
import { gameCodes, gameTitle, scoreText } from './game-words';
import { houseWords, MostAffected } from './PreviewCard';

type Props = {
  fixture: OfficeFixture;
  report: ScoreReport;
  effect: ResultPreview;
  onClose: () => void;
};

const playersShown = 5;

export function ConfirmDialog({ fixture, report, effect, onClose }: Props) {
  const confirm = useConfirmResult();
  const corrects = fixture.result !== null;
  const verb = corrects ? t('Settle again') : t('Settle');
  const settle = () =>
    confirm.mutate(
      { fixture_id: fixture.id, report_id: report.id },
      {
        onSuccess: (result) => {
          tell(
            t('{fixture} is final at {result}.', {
              fixture: gameCodes(fixture),
              result: scoreText(result),
            }),
          );
          onClose();
        },
      },
    );
  const tickets = counted(effect.tickets, 'ticket');
  return (
    <EffectDialog
      title={`${verb}: ${gameTitle(fixture)}, ${scoreText(effect)}`}
      confirm={t('{verb} {tickets}, house {house_win}', {
        verb,
        tickets,
        house_win: moneyText(effect.house_win, 'signed'),
      })}
      confirming={t('Confirming')}
      busy={confirm.isPending}
      error={confirm.error}
      wide
      onConfirm={settle}
      onClose={onClose}
    >
      <div className="effect-sums">
        <div>
          <span className="small t2">{houseWords(corrects)}</span>
          <b>
            <Amount value={effect.house_win} />
          </b>
        </div>
        <div>
          <span className="small t2">{t('Players together')}</span>
          <b>
            <Amount value={otherSide(effect.house_win)} />
          </b>
        </div>
      </div>
      <p>
        {t('{tickets}: {won} won, {lost} lost, {push} push. Returned to players: {returned}.', {
          tickets,
          won: effect.win,
          lost: effect.loss,
          push: effect.push,
          returned: moneyText(effect.returned),
        })}{' '}
        {effect.still_open > 0 &&
          t('{still_open} stay open for their other games.', { still_open: effect.still_open })}
      </p>
      <MostAffected effect={effect} corrects={corrects} most={playersShown} />
      <p className="small t3">
        {t('Source {source}.', { source: report.source })}{' '}
        {corrects
          ? t('Earlier settlements are reversed by counter-entries and stay readable.')
          : t('A wrong score can be corrected later by entering the right one.')}
      </p>
    </EffectDialog>
  );
}
