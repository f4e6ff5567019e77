import { after, before } from 'node:test';
import { leaveStage } from './stage.mjs';
import './speed.mjs';
after(leaveStage);
