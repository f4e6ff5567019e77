//! A file of members on its way in: judged as a whole before anything is written, then cut into
//! commands whose keys are made of the file, so that a file that was cut off goes on where it
//! stood and one that is sent twice makes nobody twice. Reads and decides nothing by itself: the
//! words are [`crate::roster`]'s, the rules the domain's.

use std::collections::BTreeSet;

use desk::port::{StoreError, Views};
use domain::calendar::{Day, Instant, Moment, Week};
use domain::command::{Action, Actor, Command, CreateMember};
use domain::decide::{REHEARSED, rehearse};
use domain::id::{BookId, MemberId, RequestKey};
use domain::needs::needs;
use domain::rows::{Key, Row};
use domain::working::Working;
use sha2::{Digest as _, Sha256};

use crate::roster::{self, LineFault};

/// Who brings a file, and when.
#[derive(Clone, Copy, Debug)]
pub struct Enrolment {
    /// The book.
    pub book: BookId,
    /// Stands above everybody whose line names no parent.
    pub importer: MemberId,
    /// Whose rights it is judged by.
    pub actor: Actor,
    /// Now, with its business day and week.
    pub at: (Instant, Day, Week),
}

/// Members that one command creates.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Made of the file and the chunk's place in it.
    pub key: RequestKey,
    /// The members of good lines.
    pub members: Vec<CreateMember>,
}

/// What a file would do.
#[derive(Debug, Default)]
pub struct Judged {
    /// What is to be written.
    pub chunks: Vec<Chunk>,
    /// Everything that is wrong, line by line.
    pub faults: Vec<LineFault>,
    /// Members that this very file has brought before.
    pub written_before: usize,
}

impl Judged {
    /// Members that are to be written.
    pub fn count(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.members.len()).sum()
    }
}

impl Enrolment {
    /// Reads a file and asks the rules about every line, with nothing written. What this very file
    /// has brought before is passed over.
    ///
    /// # Errors
    /// When the store fails; what is wrong with the file is in the answer.
    pub fn judge(&self, views: &dyn Views, text: &str) -> Result<Judged, StoreError> {
        self.judge_lines(views, text, true)
    }

    /// The same of a file that nobody has sent before.
    ///
    /// # Errors
    /// As [`Enrolment::judge`].
    pub fn judge_anew(&self, views: &dyn Views, text: &str) -> Result<Judged, StoreError> {
        self.judge_lines(views, text, false)
    }

    fn judge_lines(
        &self,
        views: &dyn Views,
        text: &str,
        goes_on: bool,
    ) -> Result<Judged, StoreError> {
        let parents = match roster::parents(text) {
            Ok(parents) => parents,
            Err(fault) => return Ok(Judged { faults: vec![fault], ..Judged::default() }),
        };
        let keys: Vec<Key> = parents.into_iter().map(Key::Login).collect();
        let mut logins = Working::new();
        views.load(self.book, &keys, &mut logins)?;
        let known = |login: &str| match logins.peek(&Key::Login(login.to_owned())) {
            Some(Row::Login(login)) => Some(login.member),
            _ => None,
        };
        let roster = roster::read(text, &known, self.importer);
        let mut judged = Judged { faults: roster.faults, ..Judged::default() };
        let file = Sha256::digest(text.as_bytes());
        let mut waiting = Vec::new();
        for (place, chunk) in roster.members.chunks(CreateMember::LIST_LENGTH_MAX).enumerate() {
            let key = self.key_of(&file, place);
            if goes_on && views.receipt(self.book, key)?.is_some() {
                judged.written_before += chunk.len();
            } else {
                waiting.extend(chunk.iter().map(|(line, member)| (key, *line, member.clone())));
            }
        }
        self.rehearse(views, waiting, &mut judged)?;
        Ok(judged)
    }

    fn rehearse(
        &self,
        views: &dyn Views,
        waiting: Vec<(RequestKey, u64, CreateMember)>,
        judged: &mut Judged,
    ) -> Result<(), StoreError> {
        let members = waiting.iter().map(|(_, _, member)| member.clone()).collect();
        let command = self.command(Chunk { key: RequestKey([0; 16]), members });
        let (now, day, week) = self.at;
        // Ids of a rehearsal are nobody's.
        let mut moment = Moment { book: self.book, now, day, week, wall: None, next_id: REHEARSED };
        let mut working = Working::new();
        loop {
            let wanted: BTreeSet<Key> = needs(&command, &moment, &working).into_iter().collect();
            if wanted.is_empty() {
                break;
            }
            views.load(self.book, &wanted.into_iter().collect::<Vec<_>>(), &mut working)?;
        }
        let mut refused = vec![false; waiting.len()];
        for (place, refusal) in rehearse(&working, &command, &mut moment) {
            refused[place] = true;
            judged.faults.push(LineFault::of(waiting[place].1, &refusal));
        }
        judged.faults.sort_by_key(|fault| fault.line);
        for ((key, _, member), refused) in waiting.into_iter().zip(refused) {
            match judged.chunks.last_mut() {
                _ if refused => {}
                Some(last) if last.key == key => last.members.push(member),
                _ => judged.chunks.push(Chunk { key, members: vec![member] }),
            }
        }
        Ok(())
    }

    /// The command that writes a chunk.
    pub fn command(&self, chunk: Chunk) -> Command {
        let Enrolment { book, actor, .. } = *self;
        let Chunk { key, members } = chunk;
        let print = u64::try_from(members.len()).unwrap_or(u64::MAX);
        Command { book, key, print, actor, action: Action::CreateMembers(members) }
    }

    /// Files of different people never share a key.
    fn key_of(&self, file: &[u8], place: usize) -> RequestKey {
        let actor = self.actor.member().map_or(0, |member| member.0);
        let mut hash = Sha256::new();
        hash.update(file);
        hash.update(actor.to_be_bytes());
        hash.update(self.importer.0.to_be_bytes());
        hash.update(place.to_be_bytes());
        let hash: [u8; 32] = hash.finalize().into();
        let mut key = [0; 16];
        key.copy_from_slice(&hash[..16]);
        RequestKey(key)
    }
}
