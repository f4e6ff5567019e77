// Where the book asks again who one is. Whatever was refused with `proof_needed` waits here until
// the person has proved it or given up; the page says how that is asked.

/** Asks the person; true once they have proved who they are. */
export type Prover = () => Promise<boolean>;

let prover: Prover = async () => false;
let asking: Promise<boolean> | null = null;

/** Names whoever asks; the answer takes it back. */
export function askProofBy(next: Prover): () => void {
  prover = next;
  return () => {
    prover = async () => false;
  };
}

/** Several refusals at a time are answered by one proof. */
export function proved(): Promise<boolean> {
  asking ??= prover().finally(() => {
    asking = null;
  });
  return asking;
}

/** The stable code of an answer that is a refusal, which stays to be read by others. */
export async function codeOf(response: Response): Promise<string | null> {
  const told: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return (told as { code?: string } | null)?.code ?? null;
}

/** True for the answer that only a recent proof stands between the request and its doing. */
export async function needsProof(response: Response): Promise<boolean> {
  return response.status === 403 && (await codeOf(response)) === 'proof_needed';
}
