// One of a few choices, each explained: a radio group drawn as a card.

import { type ReactNode, useId } from 'react';

export type Option<Value> = { value: Value; name: ReactNode; about: ReactNode };

export function Options<Value extends string>({
  title,
  options,
  value,
  onChange,
}: {
  title: string;
  options: Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const group = useId();
  return (
    <fieldset className="options">
      <legend>{title}</legend>
      <div className="card">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={group}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.name}
              <small className="num">{option.about}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
