// What each source reported and when; one of them is on the desk.

import type { OfficeFixture, ScoreReport } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { useId } from 'react';
import { secondText } from '../parts/office-time';
import { sameScore } from './game-words';

type Props = {
  fixture: OfficeFixture;
  chosen: ScoreReport | null;
  onChoose: (id: string) => void;
};

export function Reports({ fixture, chosen, onChoose }: Props) {
  const { time_zone: zone } = useBook();
  const name = useId();
  if (fixture.reports.length === 0) {
    return <p className="reports-none t3">{t('No source has reported a score.')}</p>;
  }
  return (
    <fieldset className="reports">
      <legend className="sr">{t('Reported scores')}</legend>
      <table>
        <thead>
          <tr>
            <th>{t('Source')}</th>
            <th className="n">{fixture.away.code}</th>
            <th className="n">{fixture.home.code}</th>
            <th>{t('Reported')}</th>
            <th>
              <span className="sr">{t('State')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fixture.reports.map((report) => (
            <tr key={report.id} className={report === chosen ? 'chosen' : undefined}>
              <td>
                <label>
                  <input
                    type="radio"
                    name={name}
                    checked={report === chosen}
                    onChange={() => onChoose(report.id)}
                  />
                  {report.source}
                </label>
              </td>
              <td className="n">
                <b>{report.away}</b>
              </td>
              <td className="n">
                <b>{report.home}</b>
              </td>
              <td className="t3 num">
                {secondText(report.at, zone)}
                {report.by && t(' by {by}', { by: report.by })}
              </td>
              <td className="t2 small">
                {fixture.result && sameScore(report, fixture.result) ? t('the result') : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}
