// Which bets are looked at: of whose branch, of which sport, of which type. Kept in the address.

import type { Sport, WagerType } from '@shared/api/contract';
import { t } from '@shared/i18n/language';
import { useMemo } from 'react';
import { sportWords, typeWords } from '../parts/words';
import { treeRows } from '../players/agent-tree';
import { type TicketFilter, useAgents } from '../reading/queries';
import { useFilter } from '../reading/search-params';

type Chosen = { agentId: string; sport: string; type: string };
type Choosing = Chosen & {
  chooseAgent: (id: string) => void;
  chooseSport: (sport: string) => void;
  chooseType: (type: string) => void;
};

function known<Word extends string>(words: Record<Word, string>, word: string): Word | undefined {
  return word in words ? (word as Word) : undefined;
}

export function useNarrowing() {
  const [agentId, chooseAgent] = useFilter('agent');
  const [sport, chooseSport] = useFilter('sport');
  const [type, chooseType] = useFilter('type');
  const agents = useAgents().data;
  const agent = agents?.find((one) => one.id === agentId)?.login;
  const filter = useMemo<TicketFilter>(
    () => ({
      agent_id: agentId || undefined,
      agent: agentId ? agent : undefined,
      sport: known<Sport>(sportWords, sport),
      type: known<WagerType>(typeWords, type),
    }),
    [agentId, agent, sport, type],
  );
  const some = Boolean(filter.agent_id || filter.sport || filter.type);
  return { filter, some, agentId, sport, type, chooseAgent, chooseSport, chooseType };
}

export function Narrowing(props: Choosing) {
  const agents = useAgents().data ?? [];
  return (
    <>
      {agents.length > 0 && (
        <select
          className="filter-input narrow"
          aria-label={t('Branch of')}
          value={props.agentId}
          onChange={(event) => props.chooseAgent(event.target.value)}
        >
          <option value="">{t('All agents')}</option>
          {treeRows(agents).map(({ member, depth }) => (
            <option key={member.id} value={member.id}>
              {`${'\u2002'.repeat(depth)}${member.login}`}
            </option>
          ))}
        </select>
      )}
      <Words
        name={t('Sport')}
        all={t('All sports')}
        words={sportWords}
        value={props.sport}
        onChoose={props.chooseSport}
      />
      <Words
        name={t('Type of wager')}
        all={t('All types')}
        words={typeWords}
        value={props.type}
        onChoose={props.chooseType}
      />
    </>
  );
}

type WordsProps = {
  name: string;
  all: string;
  words: Record<string, string>;
  value: string;
  onChoose: (word: string) => void;
};

function Words({ name, all, words, value, onChoose }: WordsProps) {
  return (
    <select
      className="filter-input narrow"
      aria-label={name}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{all}</option>
      {Object.entries(words).map(([word, text]) => (
        <option key={word} value={word}>
          {text}
        </option>
      ))}
    </select>
  );
}
