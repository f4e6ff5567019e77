// Which field a refusal is about.

import { Refusal } from '@shared/api/client';
import { asSentence } from '@shared/problem';

/** Words of the refusal for each field it names. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof Refusal)) return {};
  const found: Record<string, string> = {};
  const { errors, field, detail } = error.problem;
  if (field) found[field] = asSentence(detail);
  for (const wrong of errors ?? []) found[wrong.field] = asSentence(wrong.detail);
  return found;
}
