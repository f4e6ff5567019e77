// What the book allows and how it shows itself: limits, wagers that wait, stops, free play, cards,
// payment methods, how sports are graded, the settlement desk's policy, the jurisdiction, the
// brand, codes for signing up and keys of programs. Each part says who set a value and what it
// would change.

import type { Permission } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useSession } from '@shared/session';
import { Segmented } from '@shared/ui/controls';
import type { ComponentType } from 'react';
import { ApiKeys } from '../people/ApiKeys';
import { BrandRules } from '../people/BrandRules';
import { SignupCodes } from '../people/SignupCodes';
import { SubjectRegister } from '../people/SubjectRequests';
import { useFilter } from '../reading/search-params';
import { ScreenFrame } from '../shell/ScreenFrame';
import { AcceptanceRules } from './AcceptanceRules';
import { CardRules } from './CardRules';
import { DeskRules } from './DeskRules';
import { FreePlayRules } from './FreePlayRules';
import { GradingRules } from './GradingRules';
import { JurisdictionRules } from './JurisdictionRules';
import { LimitRules } from './LimitRules';
import { MethodRules } from './MethodRules';
import { PointRules } from './PointRules';
import { ProfileRules } from './ProfileRules';
import { StopRules } from './StopRules';
import { WagerRules } from './WagerRules';

type Part = {
  value: string;
  label: string;
  /** Any one of these shows it. */
  rights: Permission[];
  body: ComponentType;
};

const parts: Part[] = [
  { value: '', label: t('Limits'), rights: ['change_limits'], body: LimitRules },
  { value: 'wagers', label: t('Wagers'), rights: ['manage_book'], body: WagerRules },
  {
    value: 'acceptance',
    label: t('Wagers that wait'),
    rights: ['approve_wager', 'manage_book'],
    body: AcceptanceRules,
  },
  {
    value: 'profiles',
    label: t('Line profiles'),
    rights: ['control_offer'],
    body: ProfileRules,
  },
  {
    value: 'stops',
    label: t('Stops'),
    rights: ['control_offer', 'change_status'],
    body: StopRules,
  },
  { value: 'free-play', label: t('Free play'), rights: ['adjust'], body: FreePlayRules },
  { value: 'cards', label: t('Cards'), rights: ['manage_book'], body: CardRules },
  { value: 'points', label: t('Points for sale'), rights: ['manage_book'], body: PointRules },
  { value: 'methods', label: t('Payment methods'), rights: ['manage_book'], body: MethodRules },
  { value: 'grading', label: t('Grading'), rights: ['manage_book'], body: GradingRules },
  { value: 'desk', label: t('Settlement desk'), rights: ['manage_book'], body: DeskRules },
  {
    value: 'jurisdiction',
    label: t('Jurisdiction'),
    rights: ['manage_book'],
    body: JurisdictionRules,
  },
  { value: 'brand', label: t('Brand'), rights: ['manage_book'], body: BrandRules },
  { value: 'codes', label: t('Sign-up codes'), rights: ['create_member'], body: SignupCodes },
  {
    value: 'requests',
    label: t('Requests about what is kept'),
    rights: ['manage_identity'],
    body: SubjectRegister,
  },
  { value: 'keys', label: t('API keys'), rights: ['manage_keys'], body: ApiKeys },
];

export default function Rules() {
  const { permissions } = useSession();
  const open = parts.filter(({ rights }) => rights.some((one) => permissions.includes(one)));
  const [word, setWord] = useFilter('part');
  const shown = open.find(({ value }) => value === word) ?? open[0];
  const Body = shown?.body;
  return (
    <ScreenFrame title={t('Limits and rules')}>
      <div className="bar">
        <Segmented label={t('Part')} choices={open} value={shown?.value ?? ''} onChange={setWord} />
      </div>
      {Body && <Body />}
    </ScreenFrame>
  );
}
