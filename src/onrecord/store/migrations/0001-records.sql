-- The records of the first store, and what is searched.
CREATE TABLE event (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  added TEXT NOT NULL
) STRICT;

CREATE TABLE "document" (
  "id" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "blocks" TEXT NOT NULL,
  "credits" TEXT NOT NULL,
  "meta" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT;

CREATE TABLE "mention" (
  "document" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "span_start" INTEGER NOT NULL,
  "span_end" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "part" TEXT NOT NULL,
  PRIMARY KEY ("document", position),
  FOREIGN KEY ("document") REFERENCES "document" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "statement" (
  "document" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "source_start" INTEGER,
  "source_end" INTEGER,
  "cue_start" INTEGER,
  "cue_end" INTEGER,
  "content" TEXT NOT NULL,
  "form" TEXT NOT NULL,
  "within" TEXT,
  "told_to_start" INTEGER,
  "told_to_end" INTEGER,
  "hedges" TEXT NOT NULL,
  "polarity" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("document", position),
  FOREIGN KEY ("document") REFERENCES "document" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "voice" (
  "document" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "span_start" INTEGER NOT NULL,
  "span_end" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("document", position),
  FOREIGN KEY ("document") REFERENCES "document" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "clause" (
  "document" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "span_start" INTEGER NOT NULL,
  "span_end" INTEGER NOT NULL,
  "holder" TEXT NOT NULL,
  "predicate" TEXT NOT NULL,
  "agent_start" INTEGER,
  "agent_end" INTEGER,
  "patient_start" INTEGER,
  "patient_end" INTEGER,
  "negated" INTEGER NOT NULL,
  PRIMARY KEY ("document", position),
  FOREIGN KEY ("document") REFERENCES "document" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "source" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "roles" TEXT NOT NULL,
  "mentions" TEXT NOT NULL,
  "statements" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "claim" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "gist_document" TEXT NOT NULL,
  "gist_start" INTEGER NOT NULL,
  "gist_end" INTEGER NOT NULL,
  "members" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "finding" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "claims" TEXT NOT NULL,
  "accounts" TEXT NOT NULL,
  "sources" TEXT NOT NULL,
  "relations" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "variant" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "left_document" TEXT NOT NULL,
  "left_start" INTEGER NOT NULL,
  "left_end" INTEGER NOT NULL,
  "right_document" TEXT NOT NULL,
  "right_start" INTEGER NOT NULL,
  "right_end" INTEGER NOT NULL,
  "statements" TEXT NOT NULL,
  "source" TEXT,
  "edits" TEXT NOT NULL,
  "severity" TEXT NOT NULL,
  "losses" TEXT NOT NULL,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "family" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "source" TEXT,
  "versions" TEXT NOT NULL,
  "links" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "passage" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "left_document" TEXT NOT NULL,
  "left_start" INTEGER NOT NULL,
  "left_end" INTEGER NOT NULL,
  "right_document" TEXT NOT NULL,
  "right_start" INTEGER NOT NULL,
  "right_end" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "credit_document" TEXT,
  "credit_start" INTEGER,
  "credit_end" INTEGER,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "leftover" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "document" TEXT NOT NULL,
  "span_start" INTEGER NOT NULL,
  "span_end" INTEGER NOT NULL,
  "basis" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "introduction" (
  "event" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "statement" TEXT NOT NULL,
  "document" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "cue_start" INTEGER NOT NULL,
  "cue_end" INTEGER NOT NULL,
  "stance" TEXT,
  "same" TEXT NOT NULL,
  PRIMARY KEY ("event", position),
  FOREIGN KEY ("event") REFERENCES "event" (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE "decision" (
  "id" TEXT NOT NULL,
  "left" TEXT NOT NULL,
  "right" TEXT NOT NULL,
  "same" INTEGER NOT NULL,
  "user" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT;

CREATE TABLE original (
  document TEXT NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE annotated (
  document TEXT NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  stamp TEXT NOT NULL,
  sentences TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  event TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES document (id),
  PRIMARY KEY (event, document)
) STRICT;

CREATE TABLE report (
  event TEXT NOT NULL PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
  stamp TEXT NOT NULL,
  made TEXT NOT NULL,
  documents TEXT NOT NULL,
  run TEXT NOT NULL,
  decisions TEXT NOT NULL,
  provenance TEXT NOT NULL
) STRICT;

CREATE TABLE said (
  number INTEGER PRIMARY KEY,
  statement TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  words TEXT NOT NULL,
  speaker TEXT NOT NULL,
  called TEXT NOT NULL,
  source TEXT,
  event TEXT,
  outlet TEXT NOT NULL,
  published TEXT NOT NULL
) STRICT;

CREATE INDEX said_document ON said (document);

CREATE INDEX said_speaker ON said (speaker, document, published);

CREATE INDEX said_published ON said (published);

CREATE INDEX account_document ON account (document);

CREATE INDEX statement_id ON statement (id);

CREATE INDEX mention_id ON mention (id);

CREATE INDEX voice_id ON voice (id);

CREATE VIRTUAL TABLE said_words USING fts5 (words, speaker, called, outlet, content='said', content_rowid='number', tokenize='unicode61 remove_diacritics 2');

CREATE TRIGGER said_added AFTER INSERT ON said BEGIN
  INSERT INTO said_words (rowid, words, speaker, called, outlet) VALUES (new.number, new.words, new.speaker, new.called, new.outlet);
END;

CREATE TRIGGER said_removed AFTER DELETE ON said BEGIN
  INSERT INTO said_words (said_words, rowid, words, speaker, called, outlet) VALUES ('delete', old.number, old.words, old.speaker, old.called, old.outlet);
END;

CREATE TRIGGER said_changed AFTER UPDATE OF words, speaker, called, outlet ON said BEGIN
  INSERT INTO said_words (said_words, rowid, words, speaker, called, outlet) VALUES ('delete', old.number, old.words, old.speaker, old.called, old.outlet);
  INSERT INTO said_words (rowid, words, speaker, called, outlet) VALUES (new.number, new.words, new.speaker, new.called, new.outlet);
END;
