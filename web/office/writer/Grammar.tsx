// How wagers are said, by examples, and the keys of this screen.

import { t } from '@shared/i18n/language';
import { Card } from '../parts/Card';

const examples: [string, string][] = [
  ['471 -3 200', t('the spread, if it is −3, risking 200')],
  ['471 ml to win 100', t('the moneyline, to win 100')],
  ['over 471 44.5 50', t('the total of that game')],
  ['471 473 parlay 50', t('both must win')],
  ['rr 471 473 475 by 2 20', t('every parlay of two, 20 each')],
];

const presses: [string, string][] = [
  ['↵', t('reads the words; then books what was read')],
  ['↓', t('goes to the suggestions')],
  [t('Esc'), t('lets go of the reading, the words, the player')],
  ['/', t('goes to the search')],
];

export function Grammar() {
  return (
    <Card title={t('How to say it')} className="writer-grammar">
      <dl className="card-body">
        {examples.map(([text, meaning]) => (
          <div key={text}>
            <dt className="num">{text}</dt>
            <dd className="small t2">{meaning}</dd>
          </div>
        ))}
      </dl>
      <dl className="card-body keys wide-only">
        {presses.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd className="small t2">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
