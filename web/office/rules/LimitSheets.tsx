// The limits of an owner below those of everybody above, each with who set it and whether it is
// the one in force. The lowest sheet is the owner's own and can be changed.

import type { LimitRequest, LimitRule, LimitSheet, LimitTree } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { moneyText } from '@shared/money';
import { useBook } from '@shared/session';
import { Button, IconButton, Tag } from '@shared/ui/controls';
import { Icon } from '@shared/ui/icon';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { BeforeAfter } from '../parts/BeforeAfter';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { Loaded } from '../parts/Loaded';
import { fullDateText } from '../parts/office-time';
import { Scroller } from '../parts/Scroller';
import { useLimits } from '../reading/rule-queries';
import { useReplaceLimits } from '../reading/rule-writes';
import { LimitDialog } from './LimitDialog';
import { useLeagues } from './leagues';
import { filterText, measureWords, ruleKey, shareWords, spanWords } from './rule-words';

export function LimitSheets({ owner }: { owner: string }) {
  const limits = useLimits(owner);
  return <Loaded question={limits}>{(tree) => <Sheets tree={tree} />}</Loaded>;
}

/** A limit as it is sent back, unchanged. */
export function asRequest({ amount, filter, measure, share, span }: LimitRule): LimitRequest {
  return { amount, filter, measure, share, span };
}

export function sheetName(sheet: LimitSheet): string {
  if (sheet.owner === 'platform') return t('Provider');
  return sheet.owner === 'book' ? t('Book') : sheet.name;
}

function Sheets({ tree }: { tree: LimitTree }) {
  return (
    <div className="rule-sheets">
      {tree.sheets.map((sheet) => (
        <SheetCard key={sheet.owner} sheet={sheet} own={sheet.owner === tree.owner} />
      ))}
    </div>
  );
}

type Asked =
  | { kind: 'add' }
  | { kind: 'change'; rule: LimitRule }
  | { kind: 'drop'; rule: LimitRule };

function SheetCard({ sheet, own }: { sheet: LimitSheet; own: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Card
      title={<bdi>{sheetName(sheet)}</bdi>}
      beside={own ? <Tag tone="info">{t('changed here')}</Tag> : undefined}
      right={
        own && (
          <Button compact onClick={() => setAsked({ kind: 'add' })}>
            <Icon name="plus" size="tiny" /> {t('New limit')}
          </Button>
        )
      }
    >
      {sheet.rules.length === 0 ? (
        <p className="slim-state">{t('No limit beside the house rules.')}</p>
      ) : (
        <Scroller label={t('Limits of {name}', { name: sheetName(sheet) })}>
          <RuleTable rules={sheet.rules} own={own} onAsk={setAsked} />
        </Scroller>
      )}
      {asked?.kind === 'drop' && <DropDialog sheet={sheet} rule={asked.rule} onClose={close} />}
      {asked && asked.kind !== 'drop' && (
        <LimitDialog
          sheet={sheet}
          rule={asked.kind === 'change' ? asked.rule : null}
          onClose={close}
        />
      )}
    </Card>
  );
}

type TableProps = { rules: LimitRule[]; own: boolean; onAsk: (asked: Asked) => void };

function RuleTable({ rules, own, onAsk }: TableProps) {
  return (
    <table className="list-table stacks rule-table">
      <thead>
        <tr>
          <th>{t('Limit')}</th>
          <th className="n">{t('Amount')}</th>
          <th>{t('Over')}</th>
          <th>{t('Of')}</th>
          <th>{t('Counted for')}</th>
          <th>{t('Set by')}</th>
          <th>
            <span className="sr">{t('Change')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <RuleRow key={ruleKey(rule)} rule={rule} own={own} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { rule: LimitRule; own: boolean; onAsk: (asked: Asked) => void };

function RuleRow({ rule, own, onAsk }: RowProps) {
  const { time_zone: zone } = useBook();
  const leagues = useLeagues();
  return (
    <tr className={rule.in_force ? undefined : 'outdone'}>
      <td data-name={t('Limit')}>
        {measureWords[rule.measure]} {!rule.in_force && <Tag>{t('tighter above')}</Tag>}
      </td>
      <td data-name={t('Amount')} className="n">
        <b>
          <Amount value={rule.amount} style="plain" />
        </b>
      </td>
      <td data-name={t('Over')}>{spanWords[rule.span]}</td>
      <td data-name={t('Of')}>{filterText(rule.filter, leagues)}</td>
      <td data-name={t('Counted for')}>{shareWords[rule.share]}</td>
      <td data-name={t('Set by')} className="t2">
        {rule.set_by ?? t('Provider')} <span className="t3">{fullDateText(rule.set_at, zone)}</span>
      </td>
      <td className="n">
        {own && (
          <span className="row-deeds">
            <Button compact onClick={() => onAsk({ kind: 'change', rule })}>
              {t('Change')}
            </Button>
            <IconButton
              icon="close"
              name={
                rule.may_loosen
                  ? t('Take away')
                  : t('Set by somebody above: you may only tighten it')
              }
              disabled={!rule.may_loosen}
              onClick={() => onAsk({ kind: 'drop', rule })}
            />
          </span>
        )}
      </td>
    </tr>
  );
}

type DropProps = { sheet: LimitSheet; rule: LimitRule; onClose: () => void };

function DropDialog({ sheet, rule, onClose }: DropProps) {
  const leagues = useLeagues();
  const replace = useReplaceLimits(sheet.owner);
  const rest = sheet.rules.filter((one) => ruleKey(one) !== ruleKey(rule)).map(asRequest);
  const limit = t('{measure} of {filter}, {span}', {
    measure: measureWords[rule.measure],
    filter: filterText(rule.filter, leagues),
    span: spanWords[rule.span],
  });
  const confirm = () =>
    replace.mutate(rest, {
      onSuccess: () => {
        tell(t('{limit}: taken away.', { limit }));
        onClose();
      },
    });
  return (
    <EffectDialog
      title={t('Take away a limit of {name}', { name: sheetName(sheet) })}
      confirm={t('Take away the limit of {amount}', { amount: moneyText(rule.amount) })}
      confirming={t('Taking it away')}
      busy={replace.isPending}
      error={replace.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <BeforeAfter
        changes={[
          {
            what: limit,
            before: <Amount value={rule.amount} style="plain" />,
            after: <span className="t3">{t('no limit here')}</span>,
          },
        ]}
      />
      <p className="small t3">
        {t('Holds from the next bet. Limits further up and the house rules stay.')}
      </p>
    </EffectDialog>
  );
}
