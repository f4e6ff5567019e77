// What waits for a person, most urgent first as the book orders it. Each leads to where it is
// done.

import type { DashboardNeed } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { Icon, type IconName } from '@shared/ui/icon';
import { Link } from 'wouter';
import { screenPath } from '../shell/navigation';

type Look = { icon: IconName; tone: 'neg' | 'warn' | 'info' };

function lookOf(kind: string): Look {
  if (/exposure|worst|limit/.test(kind)) return { icon: 'alert', tone: 'neg' };
  if (/tender|withdrawal|credit/.test(kind)) return { icon: 'clock', tone: 'warn' };
  if (/objection/.test(kind)) return { icon: 'scale', tone: 'warn' };
  if (/disput|differ|discrep/.test(kind)) return { icon: 'scale', tone: 'warn' };
  if (/result|score|settle/.test(kind)) return { icon: 'clock', tone: 'warn' };
  if (/pending|member|player/.test(kind)) return { icon: 'person', tone: 'info' };
  return { icon: 'info', tone: 'info' };
}

export function Needs({ needs }: { needs: DashboardNeed[] }) {
  return (
    <section className="card needs" aria-label={t('Needs you')}>
      <div className="needs-head">
        <Icon name={needs.length === 0 ? 'check' : 'alert'} />
        <b>{needs.length === 0 ? t('Nothing needs you') : t('Needs you')}</b>
        {needs.length > 0 && <span className="needs-count num">{needs.length}</span>}
      </div>
      {needs.map((need) => {
        const look = lookOf(need.kind);
        return (
          <Link key={`${need.kind}-${need.text}`} href={screenPath(need.link)} title={need.text}>
            <span className={`need-icon ${look.tone}`}>
              <Icon name={look.icon} />
            </span>
            <span className="need-text">{need.text}</span>
          </Link>
        );
      })}
    </section>
  );
}
