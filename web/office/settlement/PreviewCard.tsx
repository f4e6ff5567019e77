// What confirming the score would do, computed by the book to the cent: tickets, money, and the
// players it moves most. Confirming is one dialog that says the same numbers again.

import type { OfficeFixture, ResultPreview, ScoreReport } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { usePermission } from '@shared/session';
import { Button } from '@shared/ui/controls';
import { Note } from '@shared/ui/states';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { Card } from '../parts/Card';
import { Loaded } from '../parts/Loaded';
import { Scroller } from '../parts/Scroller';
import { counted, countText } from '../parts/words';
import { usePreview } from '../reading/queries';
import { ConfirmDialog } from './ConfirmDialog';
import { scoreText } from './game-words';

type Props = { fixture: OfficeFixture; report: ScoreReport };

export function PreviewCard(props: Props) {
  const mayConfirm = usePermission('confirm_result');
  if (mayConfirm) return <Preview {...props} />;
  return (
    <Note tone="info" title={t('The score is entered.')}>
      {t('Its effect is shown to, and confirmed by, somebody with the right to confirm results.')}
    </Note>
  );
}

function Preview({ fixture, report }: Props) {
  const preview = usePreview(fixture.id, report.id);
  const [confirming, setConfirming] = useState(false);
  return (
    <Card
      title={t('If {report} is final', { report: scoreText(report) })}
      className="preview-card"
      beside={<span className="small t3">{t('to the cent; players on player side')}</span>}
    >
      <Loaded question={preview} rows={8}>
        {(effect) => (
          <>
            {fixture.result && (
              <div className="card-body">
                <Note tone="warn" title={t('This corrects a settled result.')}>
                  {t(
                    '{result} becomes {effect}. The first settlements are reversed by ' +
                      'counter-entries and every ticket is settled anew; nothing is erased.',
                    { result: scoreText(fixture.result), effect: scoreText(effect) },
                  )}
                </Note>
              </div>
            )}
            <Totals effect={effect} corrects={fixture.result !== null} />
            <MostAffected effect={effect} corrects={fixture.result !== null} />
            <div className="card-body preview-act">
              <Button look="primary" big wide onClick={() => setConfirming(true)}>
                {t('{verb} {tickets}, house {house_win}', {
                  verb: fixture.result ? t('Settle again') : t('Settle'),
                  tickets: counted(effect.tickets, 'ticket'),
                  house_win: moneyText(effect.house_win, 'signed'),
                })}
              </Button>
            </div>
            {confirming && (
              <ConfirmDialog
                fixture={fixture}
                report={report}
                effect={effect}
                onClose={() => setConfirming(false)}
              />
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
}

/** Of a correction the book tells the difference it makes. */
export function houseWords(corrects: boolean): string {
  return corrects ? t('Difference for the house') : t('House result');
}

type TotalsProps = {
  effect: ResultPreview;
  /** A result is in force already. */
  corrects: boolean;
};

function Totals({ effect, corrects }: TotalsProps) {
  const counts: [string, number][] = [
    [t('Tickets'), effect.tickets],
    [t('Won'), effect.win],
    [t('Lost'), effect.loss],
    [t('Push'), effect.push],
    [t('Still open'), effect.still_open],
  ];
  return (
    <dl className="preview-totals">
      <div className="wide">
        <dt>{houseWords(corrects)}</dt>
        <dd className="large">
          <Amount value={effect.house_win} />
        </dd>
      </div>
      <div className="wide">
        <dt>{t('Returned to players')}</dt>
        <dd>
          <Amount value={effect.returned} style="plain" />
        </dd>
      </div>
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{countText(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function MostAffected({ effect, corrects, most = 50 }: TotalsProps & { most?: number }) {
  if (effect.members.length === 0) return null;
  return (
    <Scroller label={t('Players most affected')}>
      <table className="list-table affected">
        <thead>
          <tr>
            <th>{t('Most affected')}</th>
            <th className="n">{t('Tickets')}</th>
            <th className="n">{corrects ? t('Change') : t('Result')}</th>
            <th className="n">{t('Balance now')}</th>
            <th className="n">{t('After')}</th>
          </tr>
        </thead>
        <tbody>
          {effect.members.slice(0, most).map((member) => {
            const { net, balance_after: after } = member;
            const before = { amount: after.amount - net.amount, currency: after.currency };
            return (
              <tr key={member.id}>
                <td>
                  <Link href={`/players/${encodeURIComponent(member.id)}`}>
                    <b>{member.login}</b>
                  </Link>
                </td>
                <td className="n t2">{member.tickets}</td>
                <td className="n">
                  <Amount value={net} />
                </td>
                <td className="n">
                  <Amount value={before} />
                </td>
                <td className="n">
                  <b>
                    <Amount value={after} />
                  </b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroller>
  );
}
