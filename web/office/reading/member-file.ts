// Sends a file of members and reads, while the book works, how far it has come: an answer of one
// line of JSON for each step. The book works on whether or not anybody reads.

import { api, NoAnswer, Refusal } from '@shared/api/client';
import type { MemberFileStep, Problem } from '@shared/api/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys } from './queries';

type How = { dryRun: boolean; goodRows: boolean };

/** Every whole line of a stream, as it arrives. */
export async function eachLine(
  stream: ReadableStream<Uint8Array>,
  told: (line: string) => void,
): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) told(line);
  }
}

async function sent(file: File, how: How, told: (step: MemberFileStep) => void): Promise<void> {
  const { data, error, response } = await api
    .POST('/v1/members/import-file', {
      params: { query: { dry_run: how.dryRun, good_rows: how.goodRows } },
      body: file as unknown as string,
      bodySerializer: (body: string) => body,
      headers: { 'Content-Type': 'text/csv' },
      parseAs: 'stream',
      // Files take longer than other answers, and their answer is long by design.
      fetch: (request) => globalThis.fetch(request),
    })
    .catch((cause) => {
      throw new NoAnswer(cause);
    });
  if (!response.ok || !data) throw new Refusal(error as unknown as Problem);
  let last: MemberFileStep | null = null;
  const stream = data as unknown as ReadableStream<Uint8Array>;
  await eachLine(stream, (line) => {
    last = JSON.parse(line) as MemberFileStep;
    told(last);
  }).catch((cause) => {
    throw new NoAnswer(cause);
  });
  const ended = (last as MemberFileStep | null)?.state;
  if (!ended || ended === 'judging' || ended === 'writing') throw new NoAnswer('cut off');
}

/** A file on its way: the newest step, whether the book works, and what went wrong. */
export function useMemberFile() {
  const client = useQueryClient();
  const [step, setStep] = useState<MemberFileStep | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const current = useRef(0);
  useEffect(
    () => () => {
      current.current = -1;
    },
    [],
  );
  const forget = () => {
    current.current += 1;
    setStep(null);
    setError(null);
  };
  const send = async (file: File, how: How) => {
    forget();
    const mine = current.current;
    const isMine = () => current.current === mine;
    let known: MemberFileStep | null = null;
    setBusy(true);
    try {
      await sent(file, how, (next) => {
        // What is wrong is told once; later steps say only how far it has come.
        const errors = next.errors.length > 0 ? next.errors : (known?.errors ?? []);
        known = { ...next, errors };
        if (isMine()) setStep(known);
      });
    } catch (cause) {
      if (isMine()) setError(cause);
    }
    if (isMine()) setBusy(false);
    if (!how.dryRun) void client.invalidateQueries({ queryKey: keys.members });
  };
  return { step, busy, error, send, forget };
}
