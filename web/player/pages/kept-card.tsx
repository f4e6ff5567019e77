// What is kept of me: asking for a copy, a correction or erasure, and what was answered.

import { asIntent } from '@shared/api/as-intent';
import { answer, api, downloadAddress } from '@shared/api/client';
import type { SubjectKind, SubjectRequest } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { dayText } from '@shared/time';
import { Button, SelectField, TextField } from '@shared/ui/controls';
import { ErrorState, errorText, Note, Skeleton } from '@shared/ui/states';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

const requestsKey = ['subject-requests'] as const;

const kindWords: Record<SubjectKind, string> = {
  access: t('See what is kept'),
  portability: t('A copy for others to read'),
  correction: t('Set something right'),
  erasure: t('Erase it'),
  objection: t('Object to a use'),
};

export function KeptCard() {
  const requests = useQuery({
    queryKey: requestsKey,
    queryFn: () => answer(api.GET('/v1/subject-requests')),
  });
  if (requests.error && !requests.data) {
    return <ErrorState error={requests.error} onRetry={requests.refetch} />;
  }
  if (!requests.data) return <Skeleton height="120px" />;
  return (
    <>
      <AskForm />
      {requests.data.items.length > 0 && (
        <ul className="card access">
          {requests.data.items.map((one) => (
            <Asked key={one.id} request={one} />
          ))}
        </ul>
      )}
    </>
  );
}

function AskForm() {
  const client = useQueryClient();
  const [kind, setKind] = useState<SubjectKind>('access');
  const [text, setText] = useState('');
  const ask = useMutation({
    mutationFn: (body: { kind: SubjectKind; text: string }) =>
      asIntent('subject-request', body, (header) =>
        answer(api.POST('/v1/subject-requests', { params: { header }, body })),
      ),
    onSuccess: () => {
      setText('');
      return client.invalidateQueries({ queryKey: requestsKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ask.isPending) ask.mutate({ kind, text: text.trim() });
  };
  return (
    <form className="card limit-prompt" onSubmit={submit} noValidate>
      <SelectField
        label={t('I want to')}
        value={kind}
        onChange={(event) => setKind(event.target.value as SubjectKind)}
      >
        {(Object.keys(kindWords) as SubjectKind[]).map((one) => (
          <option key={one} value={one}>
            {kindWords[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('What it is about')}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      {ask.error && <Note tone="error">{errorText(ask.error)}</Note>}
      <p className="limit-prompt-acts">
        <Button type="submit" disabled={ask.isPending}>
          {t('Send the request')}
        </Button>
      </p>
    </form>
  );
}

function Asked({ request }: { request: SubjectRequest }) {
  const { answer: told, kind } = request;
  const opens = told?.granted && (kind === 'access' || kind === 'portability');
  return (
    <li className="access-row">
      <div>
        <h3>{kindWords[kind]}</h3>
        <p>
          {dayText(request.asked_at)} {request.text}
        </p>
        <p>
          {told
            ? `${told.granted ? t('Granted') : t('Refused')}: ${told.reason}`
            : t('Your book will answer.')}
        </p>
      </div>
      {opens && (
        <a
          className="button"
          href={downloadAddress(`/v1/subject-requests/${request.id}/archive`, {})}
          download="kept.json"
        >
          {t('Download')}
        </a>
      )}
    </li>
  );
}
