// What each source reported and when; one of them is on the desk.

import type { OfficeFixture, ScoreReport } from '@shared/api/contract';
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
    return <p className="reports-none t3">No source has reported a score.</p>;
  }
  return (
    <fieldset className="reports">
      <legend className="sr">Reported scores</legend>
      <table>
        <thead>
          <tr>
            <th>Source</th>
            <th className="n">{fixture.away.code}</th>
            <th className="n">{fixture.home.code}</th>
            <th>Reported</th>
            <th>
              <span className="sr">State</span>
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
                {report.by && ` by ${report.by}`}
              </td>
              <td className="t2 small">
                {fixture.result && sameScore(report, fixture.result) ? 'the result' : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}
