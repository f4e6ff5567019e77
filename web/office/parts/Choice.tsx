// One of several codes, chosen by its words; or none of them, where it may be left open.

import { SelectField } from '@shared/ui/controls';

type Props = {
  label: string;
  /** The words of leaving it open. */
  any?: string;
  words: Record<string, string>;
  value: string;
  onChange: (value: string) => void;
};

export function Choice({ label, any, words, value, onChange }: Props) {
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {any !== undefined && <option value="">{any}</option>}
      {Object.entries(words).map(([code, word]) => (
        <option key={code} value={code}>
          {word}
        </option>
      ))}
    </SelectField>
  );
}
