// How the operator presents itself: name, mark and colour, and the odds format players start with.
// Shown as it will look, in both themes, before it is saved.

import type { Book, OddsFormat } from '@shared/api/contract';
import { readableBrand } from '@shared/brand';
import { t } from '@shared/i18n/language';
import { useBook } from '@shared/session';
import { BrandMark, Button, SelectField, TextField } from '@shared/ui/controls';
import { tell } from '@shared/ui/toast';
import { type CSSProperties, useState } from 'react';
import { Card } from '../parts/Card';
import { fieldErrors } from '../parts/field-errors';
import { OutcomeNote } from '../parts/OutcomeNote';
import { kindText } from '../parts/words';
import { useUpdateBook } from '../reading/people';

const formats: OddsFormat[] = ['american', 'decimal', 'fractional'];
const colourText = /^#[0-9a-f]{6}$/i;

export function BrandRules() {
  const book = useBook();
  const update = useUpdateBook();
  const [brand, setBrand] = useState(book.brand);
  const [format, setFormat] = useState(book.odds_format);
  const refused = fieldErrors(update.error);
  const readable = colourText.test(brand.colour);
  const set = (part: Partial<Book['brand']>) => setBrand({ ...brand, ...part });
  return (
    <div className="setting-groups">
      <Card title={t('Brand')}>
        <form
          className="card-body stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            update.mutate(
              { brand, odds_format: format },
              { onSuccess: () => tell(t('{name} is shown anew.', { name: brand.name })) },
            );
          }}
        >
          <div className="fields">
            <TextField
              label={t('Name')}
              value={brand.name}
              wrong={refused['brand.name']}
              onChange={(event) => set({ name: event.target.value })}
            />
            <TextField
              label={t('Mark')}
              value={brand.mark}
              hint={t('one or two letters')}
              wrong={refused['brand.mark']}
              onChange={(event) => set({ mark: event.target.value })}
            />
            <TextField
              label={t('Colour')}
              value={brand.colour}
              wrong={readable ? refused['brand.colour'] : t('Write a colour, such as #0b6e4f.')}
              onChange={(event) => set({ colour: event.target.value })}
            />
            <SelectField
              label={t('Odds')}
              value={format}
              wrong={refused.odds_format}
              onChange={(event) => setFormat(event.target.value as OddsFormat)}
            >
              {formats.map((one) => (
                <option key={one} value={one}>
                  {kindText(one)}
                </option>
              ))}
            </SelectField>
          </div>
          <OutcomeNote error={update.error} />
          <div>
            <Button look="primary" type="submit" disabled={!readable || update.isPending}>
              {t('Show {name} like this', { name: brand.name })}
            </Button>
          </div>
        </form>
      </Card>
      {readable && (
        <>
          <Preview theme="light" brand={brand} />
          <Preview theme="dark" brand={brand} />
        </>
      )}
    </div>
  );
}

function Preview({ theme, brand }: { theme: 'light' | 'dark'; brand: Book['brand'] }) {
  const { fill, text } = readableBrand(brand.colour);
  const colours = { '--brand-fill': fill, '--on-brand': text } as CSSProperties;
  return (
    <Card title={theme === 'light' ? t('In light') : t('In dark')}>
      <div className="card-body brand-preview" data-theme={theme} style={colours}>
        <span className="book-name">
          <BrandMark brand={brand} />
          <b>{brand.name}</b>
        </span>
        <span className="brand-button">{t('Risk 110.00 to win 100.00')}</span>
      </div>
    </Card>
  );
}
