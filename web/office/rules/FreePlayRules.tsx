// Grants of promotional credit: who got what, what is left of it, and the way to end one early.
// Only what free play wins becomes cash.

import type { FreePlay, FreePlayState } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook, usePermission } from '@shared/session';
import { Button, Segmented, Tag, TextField, type Tone } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Link } from 'wouter';
import { Amount } from '../parts/Amount';
import { BeforeAfter } from '../parts/BeforeAfter';
import { Card } from '../parts/Card';
import type { Cell } from '../parts/csv';
import { EffectDialog } from '../parts/EffectDialog';
import { ExportButton } from '../parts/ExportButton';
import { Loaded } from '../parts/Loaded';
import { More } from '../parts/More';
import { fullDateText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { itemsOf } from '../reading/pages';
import { useFreePlays } from '../reading/rule-queries';
import { useEndFreePlay } from '../reading/rule-writes';
import { useFilter } from '../reading/search-params';

export const freePlayWords: Record<FreePlayState, { word: string; tone: Tone }> = {
  open: { word: t('Open'), tone: 'info' },
  used: { word: t('Used'), tone: 'plain' },
  ended: { word: t('Ended'), tone: 'plain' },
};

const stateChoices = [
  { value: '', label: t('All') },
  { value: 'open', label: t('Open') },
  { value: 'used', label: t('Used') },
  { value: 'ended', label: t('Ended') },
];

const headings = ['granted_at', 'login', 'amount', 'left', 'state', 'expires_at', 'by', 'note'];

function exportRow(grant: FreePlay): Cell[] {
  const { granted_at: at, login, amount, left, state, expires_at: expires, by, note } = grant;
  return [at, login, amount, left, state, expires, by ?? '', note];
}

export function FreePlayRules() {
  const [state, setState] = useFilter('state');
  const grants = useFreePlays({ state: (state || undefined) as FreePlayState | undefined });
  const found = itemsOf(grants.data);
  return (
    <>
      <div className="bar">
        <Segmented label={t('State')} choices={stateChoices} value={state} onChange={setState} />
        <span className="small t3">{t('A grant is made on the card of its player.')}</span>
        <span className="spring" />
        <ExportButton name={t('Free play')} headings={headings} rows={() => found.map(exportRow)} />
      </div>
      <Card label={t('Free play')}>
        <Loaded question={grants}>
          {() =>
            found.length === 0 ? (
              <EmptyState icon="ticket" title={t('No free play here')}>
                {t('Grants stand here with what is left of them.')}
              </EmptyState>
            ) : (
              <>
                <Scroller label={t('Free play')}>
                  <FreePlayTable grants={found} />
                </Scroller>
                <More pages={grants} shown={found.length} what="grant" />
              </>
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

export function FreePlayTable({ grants, ownerless }: { grants: FreePlay[]; ownerless?: boolean }) {
  const { time_zone: zone } = useBook();
  const mayEnd = usePermission('adjust');
  const [ending, setEnding] = useState<FreePlay | null>(null);
  return (
    <>
      <table className="list-table stacks">
        <thead>
          <tr>
            {!ownerless && <th>{t('Player')}</th>}
            <th className="n">{t('Left')}</th>
            <th className="n">{t('Granted')}</th>
            <th>{t('State')}</th>
            <th>{t('Until')}</th>
            {!ownerless && <th>{t('By')}</th>}
            {!ownerless && <th>{t('Note')}</th>}
            <th>
              <span className="sr">{t('End')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.id}>
              {!ownerless && (
                <td data-name={t('Player')}>
                  <Link className="link" href={`/players/${encodeURIComponent(grant.member_id)}`}>
                    <bdi>{grant.login}</bdi>
                  </Link>
                </td>
              )}
              <td data-name={t('Left')} className="n">
                <b>
                  <Amount value={grant.left} style="plain" />
                </b>
              </td>
              <td data-name={t('Granted')} className="n">
                <Amount value={grant.amount} style="plain" />
              </td>
              <td data-name={t('State')}>
                <Tag tone={freePlayWords[grant.state].tone}>{freePlayWords[grant.state].word}</Tag>
              </td>
              <td data-name={t('Until')} className="num t2">
                {fullDateText(grant.expires_at, zone)}
              </td>
              {!ownerless && (
                <td data-name={t('By')} className="t2">
                  {grant.by ?? t('the system')}
                </td>
              )}
              {!ownerless && (
                <td data-name={t('Note')} title={grant.note}>
                  {grant.note}
                </td>
              )}
              <td className="n">
                {mayEnd && grant.state === 'open' && (
                  <Button compact onClick={() => setEnding(grant)}>
                    {t('End')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending && <EndDialog grant={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function EndDialog({ grant, onClose }: { grant: FreePlay; onClose: () => void }) {
  const end = useEndFreePlay(grant.id);
  const [note, setNote] = useState('');
  const { login } = grant;
  const confirm = () =>
    end.mutate(note.trim(), {
      onSuccess: () => {
        tell(t('Free play of {login} ended.', { login }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('End free play of {login}', { login })}
      confirm={t('Take back {left} of free play', { left: moneyText(grant.left) })}
      confirming={t('Ending')}
      busy={end.isPending}
      error={end.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextField
        label={t('Note')}
        data-first-focus
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <BeforeAfter
        changes={[
          {
            what: t('Free play left'),
            before: <Amount value={grant.left} style="plain" />,
            after: <Amount value={{ ...grant.left, amount: 0 }} style="plain" />,
          },
        ]}
      />
      <p className="small t3">{t('Bets placed with it stay as they are.')}</p>
    </EffectDialog>
  );
}
