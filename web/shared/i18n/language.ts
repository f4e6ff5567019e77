// The reader's language. English stands in the code and is the key of every other language's
// text; a catalogue is loaded before the first module that says anything, so that `t` is a plain
// function and even a table of words at the top of a module is in the right language. Changing
// the language loads the page anew. Nothing here decides about money: numbers are only printed.

export type Language = 'en' | 'es' | 'pseudo';
/** One text, or its forms by the language's plural categories (CLDR). */
export type Entry = string | { one: string; other: string };
export type Catalogue = Record<string, Entry>;
export type Values = Record<string, string | number>;

const place = 'perhead.language';
export const languageNames: Record<Exclude<Language, 'pseudo'>, string> = {
  en: 'English',
  es: 'Español',
};

function isLanguage(word: string | null | undefined): word is Language {
  return word === 'en' || word === 'es' || word === 'pseudo';
}

function wanted(): string[] {
  return [...(globalThis.navigator?.languages ?? [])];
}

/** The reader's choice on this device; null follows the browser. */
export function chosenLanguage(): Language | null {
  const word = globalThis.localStorage?.getItem(place);
  return isLanguage(word) ? word : null;
}

function fromBrowser(): Language {
  for (const tag of wanted()) {
    const word = tag.slice(0, 2);
    if (word === 'en' || word === 'es') return word;
  }
  return 'en';
}

export const language: Language = chosenLanguage() ?? fromBrowser();

/** Remembers the choice and starts the page anew in it; the slip and its request keys stay. */
export function chooseLanguage(choice: Language | null): void {
  if (choice === null) localStorage.removeItem(place);
  else localStorage.setItem(place, choice);
  window.location.reload();
}

/** How numbers and dates are written: the browser's own region where it speaks the language. */
export function localeOf(chosen: Language, tags: readonly string[]): string {
  if (chosen === 'pseudo') return 'en-US';
  const own = tags.find((tag) => tag.slice(0, 2) === chosen && tag.length > 2);
  return own ?? (chosen === 'es' ? 'es-US' : 'en-US');
}

export const locale = localeOf(language, wanted());

async function load(chosen: Language): Promise<Catalogue> {
  if (chosen !== 'es') return {};
  return import.meta.env.MODE === 'office'
    ? (await import('../../office/i18n/es')).catalogue
    : (await import('../../player/i18n/es')).catalogue;
}

const catalogue = await load(language);
if (globalThis.document) document.documentElement.lang = language === 'pseudo' ? 'en' : language;

const accents: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ü', n: 'ñ', c: 'ç' };

/** A text as the longest language would have it: accents, and two fifths longer. */
export function pseudo(text: string): string {
  const accented = text.replace(/(\{\w+\})|[aeiounc]/g, (found, placeholder) =>
    placeholder ? found : (accents[found] ?? found),
  );
  return `${accented}${'~'.repeat(Math.ceil(text.length * 0.4))}`;
}

function filled(text: string, values?: Values): string {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

const rules = new Intl.PluralRules(locale);

/** The text in the reader's language, its `{names}` filled in. */
export function t(text: string, values?: Values): string {
  if (language === 'pseudo') return filled(pseudo(text), values);
  const entry = catalogue[text];
  return filled(typeof entry === 'string' ? entry : text, values);
}

/** `1 open bet` or `{count} open bets`, by the rules of the language. `{count}` is filled in. */
export function plural(count: number, one: string, other: string, values?: Values): string {
  const form = rules.select(count) === 'one' ? 'one' : 'other';
  const entry = catalogue[other];
  const own = typeof entry === 'object' ? entry[form] : form === 'one' ? one : other;
  const text = language === 'pseudo' ? pseudo(own) : own;
  return filled(text, { count: new Intl.NumberFormat(locale).format(count), ...values });
}
