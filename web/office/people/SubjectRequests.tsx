// Requests of persons about what is kept of them: of the whole book as a register, or of one
// member; each is answered once, with the reason, and a granted one for a copy opens the archive.

import { downloadAddress } from '@shared/api/client';
import type { MemberDetail, SubjectKind, SubjectRequest } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useBook, usePermission } from '@shared/session';
import { Button, Segmented, SelectField, TextField } from '@shared/ui/controls';
import { EmptyState } from '@shared/ui/states';
import { tell } from '@shared/ui/toast';
import { useState } from 'react';
import { Card } from '../parts/Card';
import { EffectDialog } from '../parts/EffectDialog';
import { fieldErrors } from '../parts/field-errors';
import { Loaded } from '../parts/Loaded';
import { fullDateText } from '../parts/office-time';
import { useAnswerRequest, useAskForMember, useSubjectRequests } from '../reading/care';

const kindWords: Record<SubjectKind, string> = {
  access: t('Access'),
  correction: t('Correction'),
  erasure: t('Erasure'),
  portability: t('Portability'),
  objection: t('Objection'),
};
const kinds = Object.keys(kindWords) as SubjectKind[];

/** The register of the whole book. */
export function SubjectRegister() {
  return <Requests />;
}

/** What one member asked. */
export function SubjectRequestsCard({ member }: { member: MemberDetail }) {
  const mayAnswer = usePermission('manage_identity');
  return mayAnswer ? <Requests member={member} /> : null;
}

function Requests({ member }: { member?: MemberDetail }) {
  const requests = useSubjectRequests(member?.id);
  const [asking, setAsking] = useState(false);
  const [answering, setAnswering] = useState<SubjectRequest | null>(null);
  return (
    <Card
      title={t('Requests about what is kept')}
      right={
        member && (
          <button type="button" className="link small" onClick={() => setAsking(true)}>
            {t('Enter')}
          </button>
        )
      }
    >
      <Loaded question={requests} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="person" title={t('No request')}>
              {t('Who asks for access, correction or erasure stands here, with the answer.')}
            </EmptyState>
          ) : (
            <ul className="card-body requests">
              {items.map((one) => (
                <Request key={one.id} request={one} onAnswer={() => setAnswering(one)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {member && asking && <AskDialog member={member} onClose={() => setAsking(false)} />}
      {answering && <AnswerDialog request={answering} onClose={() => setAnswering(null)} />}
    </Card>
  );
}

function Request({ request, onAnswer }: { request: SubjectRequest; onAnswer: () => void }) {
  const { time_zone: zone } = useBook();
  const { answer, kind } = request;
  const opens = answer?.granted && (kind === 'access' || kind === 'portability');
  return (
    <li>
      <div>
        <b>{kindWords[kind]}</b> <span className="id">{request.login}</span>
        <p className="small t2">
          {fullDateText(request.asked_at, zone)} {request.text}
        </p>
        {answer && (
          <p className="small">
            {answer.granted ? t('Granted') : t('Refused')}: {answer.reason}
          </p>
        )}
      </div>
      {!answer && (
        <Button compact onClick={onAnswer}>
          {t('Answer')}
        </Button>
      )}
      {opens && (
        <a
          className="button"
          href={downloadAddress(`/v1/subject-requests/${request.id}/archive`, {})}
          download={`${request.login}.json`}
        >
          {t('Archive')}
        </a>
      )}
    </li>
  );
}

function AskDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const ask = useAskForMember();
  const [kind, setKind] = useState<SubjectKind>('access');
  const [text, setText] = useState('');
  const confirm = () =>
    ask.mutate(
      { member_id: member.id, kind, text: text.trim() },
      {
        onSuccess: () => {
          tell(t('Request entered.'));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('Request of {login}', { login: member.login })}
      confirm={t('Enter the request')}
      confirming={t('Entering')}
      busy={ask.isPending}
      error={ask.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <SelectField
        label={t('What for')}
        value={kind}
        onChange={(event) => setKind(event.target.value as SubjectKind)}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {kindWords[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('In their words')}
        value={text}
        wrong={fieldErrors(ask.error).text}
        onChange={(event) => setText(event.target.value)}
      />
    </EffectDialog>
  );
}

function AnswerDialog({ request, onClose }: { request: SubjectRequest; onClose: () => void }) {
  const answer = useAnswerRequest(request.id);
  const [verdict, setVerdict] = useState<'grant' | 'refuse'>('grant');
  const [reason, setReason] = useState('');
  const granted = verdict === 'grant';
  const confirm = () =>
    answer.mutate(
      { granted, reason: reason.trim() },
      {
        onSuccess: () => {
          tell(t('Request answered.'));
          onClose();
        },
      },
    );
  return (
    <EffectDialog
      title={t('{kind} for {login}', { kind: kindWords[request.kind], login: request.login })}
      confirm={granted ? t('Grant it') : t('Refuse it')}
      confirming={t('Answering')}
      busy={answer.isPending}
      blocked={reason.trim() === ''}
      error={answer.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div>
        <Segmented<'grant' | 'refuse'>
          label={t('Answer')}
          choices={[
            { value: 'grant', label: t('Grant') },
            { value: 'refuse', label: t('Refuse') },
          ]}
          value={verdict}
          onChange={setVerdict}
        />
      </div>
      {granted && request.kind === 'erasure' && (
        <p>{t('Name, details and ways in are erased at once, as soon as the law allows it.')}</p>
      )}
      <TextField
        label={t('Reason')}
        value={reason}
        data-first-focus
        wrong={fieldErrors(answer.error).reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </EffectDialog>
  );
}
