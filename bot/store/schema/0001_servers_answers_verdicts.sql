-- Times are seconds since 1970, UTC. People are pseudonyms: see bot/store/pseudonyms.py.

CREATE TABLE server (
    guild INTEGER PRIMARY KEY,
    manager_role INTEGER,
    cooldown_seconds INTEGER NOT NULL,
    language TEXT,
    says_not_found INTEGER NOT NULL,
    opens_threads INTEGER NOT NULL
);

CREATE TABLE server_channel (
    guild INTEGER NOT NULL REFERENCES server ON DELETE CASCADE,
    list TEXT NOT NULL CHECK (list IN ('answer', 'forum', 'silent')),
    channel INTEGER NOT NULL,
    PRIMARY KEY (guild, list, channel)
) WITHOUT ROWID;

CREATE TABLE answer (
    message INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL,
    guild INTEGER,  -- NULL: a direct message
    asker TEXT NOT NULL,
    question TEXT,  -- NULL: asked in private
    status TEXT NOT NULL CHECK (status IN ('answered', 'not_found')),
    confidence REAL NOT NULL,
    posted_at REAL NOT NULL,
    CHECK (guild IS NOT NULL OR question IS NULL)
);
CREATE INDEX answer_of_asker ON answer (asker, posted_at);
CREATE INDEX answer_in_guild ON answer (guild, posted_at);
CREATE INDEX answer_by_time ON answer (posted_at);

CREATE TABLE verdict (
    message INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
    person TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad')),
    comment TEXT NOT NULL,
    given_at REAL NOT NULL,
    PRIMARY KEY (message, person)
) WITHOUT ROWID;
CREATE INDEX verdict_of_person ON verdict (person, given_at);
