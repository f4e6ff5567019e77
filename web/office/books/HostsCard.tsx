// The host names that lead to a book. A name leads to one book at most.

import { t } from '@shared/i18n/language';
import { Button, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { type FormEvent, useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { Loaded } from '../parts/Loaded';
import { OutcomeNote } from '../parts/OutcomeNote';
import { useBindHost, useHosts, useReleaseHost } from '../reading/platform';

export function HostsCard({ slug }: { slug: string }) {
  const hosts = useHosts();
  const [releasing, setReleasing] = useState<string | null>(null);
  return (
    <Card title={t('Host names')}>
      <Loaded question={hosts} rows={2}>
        {({ items }) => {
          const own = items.filter((one) => one.slug === slug);
          return (
            <div className="card-body stack">
              {own.length === 0 && (
                <p className="small t3">{t('None yet. The book is found by its address.')}</p>
              )}
              {own.map(({ host }) => (
                <div className="bar" key={host}>
                  <span className="id">{host}</span>
                  <span className="spring" />
                  <Button
                    compact
                    aria-label={t('Take back {host}', { host })}
                    onClick={() => setReleasing(host)}
                  >
                    {t('Take back')}
                  </Button>
                </div>
              ))}
              <NewHost slug={slug} />
            </div>
          );
        }}
      </Loaded>
      {releasing && <ReleaseDialog host={releasing} onClose={() => setReleasing(null)} />}
    </Card>
  );
}

function NewHost({ slug }: { slug: string }) {
  const bind = useBindHost(slug);
  const [host, setHost] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = host.trim();
    if (name === '' || bind.isPending) return;
    bind.mutate(name, {
      onSuccess: () => {
        tell(t('{host} leads here.', { host: name }));
        setHost('');
      },
    });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={t('Another host name')}
        placeholder="bets.example.com"
        value={host}
        autoCapitalize="none"
        spellCheck={false}
        hint={t('Requests on it are for this book alone. Point its DNS at this server first.')}
        onChange={(event) => setHost(event.target.value)}
      />
      <div>
        <Button type="submit" disabled={host.trim() === '' || bind.isPending}>
          {t('Let it lead here')}
        </Button>
      </div>
      <OutcomeNote error={bind.error} />
    </form>
  );
}

function ReleaseDialog({ host, onClose }: { host: string; onClose: () => void }) {
  const release = useReleaseHost();
  return (
    <EffectDialog
      title={t('Take back {host}', { host })}
      confirm={t('Take back {host}', { host })}
      confirming={t('Taking it back')}
      busy={release.isPending}
      error={release.error}
      onConfirm={() => release.mutate(host, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('Whoever opens it finds no book there any more. The book stays at its address.')}</p>
    </EffectDialog>
  );
}
