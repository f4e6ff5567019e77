// The small controls both apps are made of. They hold no state of their own beyond focus.

import {
  type ButtonHTMLAttributes,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import type { Brand } from '../api/contract';
import { Icon, type IconName } from './icon';

type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';
type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook;
  big?: boolean;
  wide?: boolean;
  compact?: boolean;
};

export function Button({ look = 'plain', big, wide, compact, className, ...rest }: ButtonProps) {
  const names = [
    'button',
    look !== 'plain' && look,
    big && 'big',
    wide && 'wide',
    compact && 'compact',
    className,
  ];
  return <button type="button" className={names.filter(Boolean).join(' ')} {...rest} />;
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { icon: IconName; name: string };

/** A button that shows only an icon; `name` is what it is called. */
export function IconButton({ icon, name, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={className ? `icon-button ${className}` : 'icon-button'}
      aria-label={name}
      title={name}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}

export type Choice<Value extends string> = { value: Value; label: ReactNode; name?: string };

/** One of a few values, all visible. */
export function Segmented<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this row
    <div className="segmented" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          aria-label={choice.name}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

export type Tab<Value extends string> = Choice<Value> & { unavailable?: string };

/** Tabs with arrow keys. A tab that cannot be used stays visible and says why in its title. */
export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onChange,
  className = 'tabs',
}: {
  label: string;
  tabs: Tab<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string;
}) {
  const usable = tabs.filter((tab) => !tab.unavailable);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = usable.findIndex((tab) => tab.value === value);
    const next = usable[(at + step + usable.length) % usable.length];
    if (!next) return;
    onChange(next.value);
    const row = event.currentTarget;
    row.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus();
  };
  return (
    <div className={className} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          data-tab={tab.value}
          aria-selected={tab.value === value}
          aria-disabled={tab.unavailable ? true : undefined}
          title={tab.unavailable}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => !tab.unavailable && onChange(tab.value)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

type FieldFrame = { label: ReactNode; hint?: ReactNode; wrong?: ReactNode; unit?: ReactNode };

function frame(
  { label, hint, wrong, unit }: FieldFrame,
  id: string,
  control: (described: { 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode,
) {
  const described = {
    'aria-describedby': wrong ? `${id}-wrong` : hint ? `${id}-hint` : undefined,
    'aria-invalid': wrong ? (true as const) : undefined,
  };
  return (
    <div className={wrong ? 'field bad' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <div className="box">
        {control(described)}
        {unit && <span className="unit">{unit}</span>}
      </div>
      {wrong ? (
        <p className="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      ) : (
        hint && (
          <p className="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

type TextFieldProps = FieldFrame & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>;

/** A labelled input; `wrong` replaces the hint and is announced with the field. */
export function TextField({ label, hint, wrong, unit, ...input }: TextFieldProps) {
  const id = useId();
  return frame({ label, hint, wrong, unit }, id, (described) => (
    <input id={id} {...described} {...input} />
  ));
}

type SelectFieldProps = FieldFrame & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>;

export function SelectField({ label, hint, wrong, unit, ...select }: SelectFieldProps) {
  const id = useId();
  return frame({ label, hint, wrong, unit }, id, (described) => (
    <select id={id} {...described} {...select} />
  ));
}

type TextAreaFieldProps = FieldFrame & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'>;

/** A labelled input of several lines. */
export function TextAreaField({ label, hint, wrong, unit, ...area }: TextAreaFieldProps) {
  const id = useId();
  return frame({ label, hint, wrong, unit }, id, (described) => (
    <textarea id={id} {...described} {...area} />
  ));
}

export type Tone = 'plain' | 'ok' | 'warn' | 'info' | 'neg';

/** A short word about the state of a thing. */
export function Tag({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={tone === 'plain' ? 'tag' : `tag ${tone}`}>
      {icon && <Icon name={icon} size="tiny" />}
      {children}
    </span>
  );
}

/** The operator's mark: the letters of the brand on its colour. */
export function BrandMark({ brand }: { brand: Brand }) {
  return (
    <span className="mark" aria-hidden="true">
      {brand.mark}
    </span>
  );
}
