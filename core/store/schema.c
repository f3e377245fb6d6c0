/* What must hold (numbers, codes, seats, who holds a case, the audit chain) is written here, so
 * that no program and no race can break it. Times are milliseconds since 1970 UTC, days are local
 * days like 2026-11-25. What was typed is only ever in columns named "sealed". */
#include "store/migrate.h"

/* The application id is "MRHB": `file` and store_open tell by it whose database this is. */
static const char about[] =
    "PRAGMA application_id = 0x4D524842;"
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;";

static const char officers[] =
    "CREATE TABLE officers ("
    " id INTEGER PRIMARY KEY,"
    " login TEXT NOT NULL UNIQUE"
    "  CHECK (length(login) BETWEEN 1 AND 63 AND login NOT GLOB '*[^a-z0-9._-]*'),"
    " name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 127),"
    " language TEXT NOT NULL DEFAULT '' CHECK (length(language) <= 7),"
    " password TEXT NOT NULL CHECK (password GLOB '$argon2id$*'),"
    " disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),"
    " must_change INTEGER NOT NULL DEFAULT 1 CHECK (must_change IN (0, 1)),"
    " created_ms INTEGER NOT NULL,"
    " seen_ms INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE TABLE sessions ("
    " token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),"
    " officer INTEGER NOT NULL REFERENCES officers,"
    " address TEXT NOT NULL,"
    " started_ms INTEGER NOT NULL,"
    " seen_ms INTEGER NOT NULL CHECK (seen_ms >= started_ms)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX sessions_of_officer ON sessions (officer);"
    "CREATE TABLE known_addresses ("
    " officer INTEGER NOT NULL REFERENCES officers,"
    " address TEXT NOT NULL,"
    " seen_ms INTEGER NOT NULL,"
    " PRIMARY KEY (officer, address)"
    ") STRICT, WITHOUT ROWID;";

/* Hashes, because people type passwords where logins go. An address of 32 zeros stands for all
 * unknown addresses together, a login of 32 zeros for all logins. */
static const char sign_in_failures[] =
    "CREATE TABLE sign_in_failures ("
    " login_hash BLOB NOT NULL CHECK (length(login_hash) = 32),"
    " address_hash BLOB NOT NULL CHECK (length(address_hash) = 32),"
    " count INTEGER NOT NULL CHECK (count >= 0),"
    " last_ms INTEGER NOT NULL,"
    " PRIMARY KEY (login_hash, address_hash)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX sign_in_failures_by_age ON sign_in_failures (last_ms);";

/* One column says who holds a case, so two officers never do. */
static const char cases[] =
    "CREATE TABLE case_counters ("
    " year INTEGER PRIMARY KEY CHECK (year BETWEEN 1970 AND 9999),"
    " last INTEGER NOT NULL CHECK (last >= 1)"
    ") STRICT;"
    "CREATE TABLE cases ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " number TEXT NOT NULL UNIQUE CHECK (length(number) <= 15"
    "  AND number GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]*'),"
    " service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 31),"
    " language TEXT NOT NULL CHECK (length(language) BETWEEN 1 AND 7),"
    " opened_ms INTEGER NOT NULL,"
    " changed_ms INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('new', 'oriented', 'contacted', 'waiting_body',"
    "  'info_returned', 'done', 'reoriented', 'abandoned')),"
    " holder INTEGER REFERENCES officers,"
    " held_day TEXT CHECK (held_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),"
    " CHECK ((holder IS NULL) = (held_day IS NULL))"
    ") STRICT;"
    "CREATE INDEX cases_of_holder ON cases (holder) WHERE holder IS NOT NULL;"
    "CREATE TABLE case_events ("
    " id INTEGER PRIMARY KEY,"
    " case_id INTEGER NOT NULL REFERENCES cases,"
    " at_ms INTEGER NOT NULL,"
    " kind TEXT NOT NULL"
    "  CHECK (kind IN ('issued', 'opened', 'note', 'step', 'released', 'closed')),"
    " officer INTEGER REFERENCES officers,"
    " key TEXT CHECK (length(key) BETWEEN 1 AND 64),"
    " state TEXT,"
    " sealed BLOB,"
    " CHECK ((officer IS NULL) = (kind = 'issued')),"
    " CHECK ((key IS NOT NULL) = (kind IN ('note', 'step'))),"
    " CHECK ((state IS NOT NULL) = (kind IN ('step', 'closed')))"
    ") STRICT;"
    "CREATE INDEX case_events_of_case ON case_events (case_id);"
    "CREATE UNIQUE INDEX case_events_key ON case_events (case_id, key) WHERE key IS NOT NULL;";

/* `live`: the case is not finished, and the code is this ticket's alone. `due_day`: the day whose
 * queue the person is in. `sealed` is last, so that reading the rest never walks its pages. */
static const char tickets[] =
    "CREATE TABLE ticket_counters ("
    " day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),"
    " prefix TEXT NOT NULL,"
    " last INTEGER NOT NULL CHECK (last >= 1),"
    " PRIMARY KEY (day, prefix)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE tickets ("
    " id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),"
    " case_id INTEGER NOT NULL REFERENCES cases,"
    " day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),"
    " prefix TEXT NOT NULL CHECK (length(prefix) BETWEEN 1 AND 3 AND prefix NOT GLOB '*[^A-Z]*'),"
    " ordinal INTEGER NOT NULL CHECK (ordinal >= 1),"
    " code TEXT NOT NULL CHECK (length(code) = 9 AND code NOT GLOB '*[^0-9]*'),"
    " live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),"
    " service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 31),"
    " language TEXT NOT NULL CHECK (length(language) BETWEEN 1 AND 7),"
    " mark TEXT CHECK (length(mark) BETWEEN 1 AND 31),"
    " state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'closed')),"
    " due_day TEXT NOT NULL CHECK (due_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),"
    " issued_ms INTEGER NOT NULL,"
    " slot_ms INTEGER NOT NULL DEFAULT 0,"
    " printed_ms INTEGER NOT NULL DEFAULT 0,"
    " sealed BLOB,"
    " UNIQUE (day, prefix, ordinal)"
    ") STRICT;"
    "CREATE UNIQUE INDEX tickets_live_code ON tickets (code) WHERE live = 1;"
    "CREATE INDEX tickets_old_code ON tickets (code) WHERE live = 0;"
    "CREATE INDEX tickets_of_case ON tickets (case_id);"
    "CREATE INDEX tickets_queue ON tickets (due_day) WHERE state IN ('waiting', 'open');";

/* A row a seat: the one too many has no number left. */
static const char bookings[] =
    "CREATE TABLE bookings ("
    " id INTEGER PRIMARY KEY,"
    " ticket BLOB NOT NULL REFERENCES tickets (id),"
    " service TEXT NOT NULL,"
    " start_ms INTEGER NOT NULL CHECK (start_ms > 0),"
    " minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),"
    " seat INTEGER NOT NULL CHECK (seat >= 0),"
    " seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 1000),"
    " live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),"
    " CHECK (seat < seats)"
    ") STRICT;"
    "CREATE UNIQUE INDEX bookings_seat ON bookings (service, start_ms, seat) WHERE live = 1;"
    "CREATE UNIQUE INDEX bookings_of_ticket ON bookings (ticket) WHERE live = 1;";

/* The head is the second place that knows how long the chain is. */
static const char audit[] =
    "CREATE TABLE audit ("
    " seq INTEGER PRIMARY KEY CHECK (seq >= 1),"
    " at_ms INTEGER NOT NULL,"
    " who TEXT NOT NULL,"
    " deed TEXT NOT NULL,"
    " what TEXT NOT NULL,"
    " previous BLOB NOT NULL CHECK (length(previous) = 32),"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)"
    ") STRICT;"
    "CREATE TABLE audit_head ("
    " one INTEGER PRIMARY KEY CHECK (one = 1),"
    " seq INTEGER NOT NULL,"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)"
    ") STRICT;"
    "INSERT INTO audit_head VALUES (1, 0, zeroblob(32));"
    "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'lines of the audit are never changed'); END;"
    "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'lines of the audit are never deleted'); END;"
    "CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit"
    " WHEN NEW.seq IS NOT (SELECT seq + 1 FROM audit_head)"
    "  OR NEW.previous IS NOT (SELECT hash FROM audit_head)"
    " BEGIN SELECT RAISE(ABORT, 'lines of the audit follow one another'); END;";

/* The kiosk's process alone sees a plugin fail; the officer's and the administrator's read it here.
 * `until_day` is the day it opens again: for one that rests, the day itself. */
static const char plugin_troubles[] =
    "CREATE TABLE plugin_troubles ("
    " plugin TEXT PRIMARY KEY"
    "  CHECK (length(plugin) BETWEEN 1 AND 32 AND plugin NOT GLOB '*[^a-z0-9-]*'),"
    " state TEXT NOT NULL CHECK (state IN ('resting', 'quarantine')),"
    " since_ms INTEGER NOT NULL CHECK (since_ms > 0),"
    " until_day TEXT NOT NULL"
    "  CHECK (until_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),"
    " reason TEXT NOT NULL"
    "  CHECK (reason IN ('wrong', 'crashed', 'slow', 'forbidden', 'unloadable')),"
    " detail TEXT NOT NULL CHECK (length(detail) BETWEEN 1 AND 1023)"
    ") STRICT, WITHOUT ROWID;";

/* Whom a step sends somebody to. In the clear, as the service and the state are. */
static const char bodies_of_steps[] =
    "ALTER TABLE case_events ADD COLUMN body TEXT CHECK (body IS NULL OR (kind = 'step'"
    " AND length(body) BETWEEN 1 AND 40 AND body NOT GLOB '*[^a-z0-9-]*'));";

const struct schema_step schema_steps[] = {
    {{about, officers, sign_in_failures, cases, tickets, bookings, audit}},
    {{plugin_troubles}},
    {{bodies_of_steps}},
};
const size_t schema_step_count = sizeof schema_steps / sizeof schema_steps[0];
