// Every journey on one stage, one after the other: they share its two books and its clock.

import { after, before } from 'node:test';
import { atHouse, leaveHouse } from './house.mjs';
import { sundayBets } from './opening.mjs';
import { leaveStage } from './stage.mjs';
import './player.mjs';
import './tree.mjs';
import './player-screens.mjs';
import './operator.mjs';
import './rules.mjs';
import './people.mjs';
import './messages.mjs';
import './lines.mjs';
import './session.mjs';
import './access.mjs';
import './writer.mjs';
import './house-rules.mjs';
import './wager-rules.mjs';
import './platform.mjs';
import './weeks.mjs';
import './player-checks.mjs';
import './office-checks.mjs';
import './proof-checks.mjs';
import './money-checks.mjs';
import './first-minute.mjs';
import './office-screens.mjs';
import './speed.mjs';

before(sundayBets);
before(atHouse);
after(leaveHouse);
after(leaveStage);
