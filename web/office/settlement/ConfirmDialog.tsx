// The one question before tickets are settled.

import type { OfficeFixture, ResultPreview, ScoreReport } from '@shared/api/contract';
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
  const verb = corrects ? 'Settle again' : 'Settle';
  const settle = () =>
    confirm.mutate(
      { fixture_id: fixture.id, report_id: report.id },
      {
        onSuccess: (result) => {
          tell(`${gameCodes(fixture)} is final at ${scoreText(result)}.`);
          onClose();
        },
      },
    );
  const tickets = counted(effect.tickets, 'ticket');
  return (
    <EffectDialog
      title={`${verb}: ${gameTitle(fixture)}, ${scoreText(effect)}`}
      confirm={`${verb} ${tickets}, house ${moneyText(effect.house_win, 'signed')}`}
      confirming="Confirming"
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
          <span className="small t2">Players together</span>
          <b>
            <Amount value={otherSide(effect.house_win)} />
          </b>
        </div>
      </div>
      <p>
        {tickets}: {effect.win} won, {effect.loss} lost, {effect.push} push
        {effect.still_open > 0 && `, ${effect.still_open} stay open for their other games`}.
        Returned to players: {moneyText(effect.returned)}.
      </p>
      <MostAffected effect={effect} corrects={corrects} most={playersShown} />
      <p className="small t3">
        Source {report.source}.{' '}
        {corrects
          ? 'Earlier settlements are reversed by counter-entries and stay readable.'
          : 'A wrong score can be corrected later by entering the right one.'}
      </p>
    </EffectDialog>
  );
}
