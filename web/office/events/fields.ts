// An event's fields as words.

/** `method bank, amount 200.00`; at most so many fields, the log shows the rest. */
export function fieldsText(fields: Record<string, string>, most = 3): string {
  return Object.entries(fields)
    .slice(0, most)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
    .join(', ');
}
