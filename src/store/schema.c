#include "store/schema.h"
#include "store/incidents.h"
#include "store/search.h"

/* Version 1: reports and what was read in them. Offsets are code points of the text, [begin, end); days are YYYY-MM-DD. Nothing
 * in these tables is ever changed or deleted but copy_group and what people set (reliability): a newer program codes again and
 * adds. Long columns stand last: SQLite reads a row up to the column that is asked for. */
static const char V1[] =
    "create table runs (            -- one way of coding: a program with its model and tables\n"
    "  id {id},\n"
    "  started_at {text} not null,    -- when it was first used, UTC\n"
    "  casus {text} not null,         -- version of the program\n"
    "  model {text} not null,         -- SHA-256 of what it coded with; the last three of the user's own tables\n"
    "  branch {text} not null, gazetteer {text} not null, actors {text} not null, lexicon {text} not null,\n"
    "  own_actors {text}, own_places {text}, own_lexicon {text},\n"
    "  min_confidence {real} not null\n"
    ") {strict};\n"
    "create table sources (         -- who publishes reports\n"
    "  id {id},\n"
    "  name {text} not null unique,\n"
    "  reliability {text} check (reliability in ('A','B','C','D','E','F'))  -- Admiralty scale, set by people\n"
    ") {strict};\n"
    "create table texts (           -- what reports say, each text once\n"
    "  id {id},\n"
    "  sha256 {text} not null unique, -- of the text\n"
    "  copy_group {int} references texts (id),  -- the first of those that are near copies of each other; null: there is none\n"
    "  text {text} not null           -- normalised: NFC, \\n line ends\n"
    ") {strict};\n"
    "create index texts_copy_group on texts (copy_group);\n"
    "create table reports (         -- one (text, source, date)\n"
    "  id {id},\n"
    "  text {int} not null references texts (id),\n"
    "  source {int} references sources (id),\n"
    "  published {text},\n"
    "  title {text}, url {text}, path {text},\n"
    "  sha256 {text}, size_bytes {int}, media_type {text}, charset {text},  -- of the bytes as they were read\n"
    "  added_at {text} not null       -- UTC\n"
    ") {strict};\n"
    "create unique index reports_once on reports (text, coalesce(source, 0), coalesce(published, ''));\n"
    "create index reports_source on reports (source);\n"
    "create index reports_published on reports (published);\n"
    "create table codings (         -- what one run read in one text with what was known of it\n"
    "  id {id},\n"
    "  run {int} not null references runs (id),\n"
    "  text {int} not null references texts (id),\n"
    "  published {text}, title {text},  -- what the coding rests on beside the text\n"
    "  reading {blob} not null      -- the whole reading with its words, casus.report/1, zlib\n"
    ") {strict};\n"
    "create unique index codings_once on codings (text, run, coalesce(published, ''), coalesce(title, ''));\n"
    "create table report_codings (\n"
    "  report {int} not null references reports (id),\n"
    "  run {int} not null references runs (id),\n"
    "  coding {int} not null references codings (id),\n"
    "  primary key (report, run)\n"
    ") {keyed};\n"
    "create index report_codings_coding on report_codings (coding);\n"
    "create table entities (        -- who and what the text names; number 3 is e3 of the reading\n"
    "  id {id},\n"
    "  coding {int} not null references codings (id), number {int} not null,\n"
    "  type {text} not null, name {text}, actor {text},  -- actor: id in the actor register\n"
    "  sector {text}, country {text}\n"
    ") {strict};\n"
    "create unique index entities_once on entities (coding, number);\n"
    "create index entities_actor on entities (actor) where actor is not null;\n"
    "create table mentions (\n"
    "  entity {int} not null references entities (id), number {int} not null,\n"
    "  begin_at {int} not null, end_at {int} not null,\n"
    "  kind {text} not null check (kind in ('name','nominal','pronoun')),\n"
    "  primary key (entity, number)\n"
    ") {keyed};\n"
    "create table places (\n"
    "  id {id},\n"
    "  coding {int} not null references codings (id), number {int} not null,\n"
    "  entity {int} references entities (id),\n"
    "  name {text}, geonames {int}, lat {real}, lon {real},\n"
    "  country {text}, admin1 {text}, admin2 {text},\n"
    "  precision {text} not null, score {real} not null\n"
    ") {strict};\n"
    "create unique index places_once on places (coding, number);\n"
    "create table times (\n"
    "  id {id},\n"
    "  coding {int} not null references codings (id), number {int} not null,\n"
    "  begin_at {int}, end_at {int},  -- null: inherited or inferred\n"
    "  type {text} not null, timex {text}, edtf {text},\n"
    "  first_day {text}, last_day {text}\n"
    ") {strict};\n"
    "create unique index times_once on times (coding, number);\n"
    "create table attributions (    -- who says what\n"
    "  id {id},\n"
    "  coding {int} not null references codings (id), number {int} not null,\n"
    "  kind {text} not null,\n"
    "  source_begin {int}, source_end {int}, cue_begin {int}, cue_end {int},\n"
    "  source {int} references entities (id),\n"
    "  parent {int}                 -- number of the attribution whose content holds this one\n"
    ") {strict};\n"
    "create unique index attributions_once on attributions (coding, number);\n"
    "create table statements (      -- number 7 is s7 of the reading\n"
    "  id {id},\n"
    "  coding {int} not null references codings (id), number {int} not null,\n"
    "  kind {text} not null check (kind in ('event','relation')),\n"
    "  type {text} not null, mode {text},\n"
    "  certainty {text} not null, modality {text} not null, time_frame {text} not null,\n"
    "  trigger_begin {int} not null, trigger_end {int} not null,\n"
    "  evidence_begin {int} not null, evidence_end {int} not null,\n"
    "  time {int} references times (id),\n"
    "  incident {int},              -- number of the incident within the report: 2 is i2\n"
    "  confidence {real}\n"
    ") {strict};\n"
    "create unique index statements_once on statements (coding, number);\n"
    "create index statements_type on statements (type, mode);\n"
    "create index statements_time on statements (time) where time is not null;\n"
    "create table statement_contexts (\n"
    "  statement {int} not null references statements (id), number {int} not null,\n"
    "  context {text} not null,\n"
    "  primary key (statement, number)\n"
    ") {keyed};\n"
    "create table statement_places (  -- where it happened, the finest only\n"
    "  statement {int} not null references statements (id), number {int} not null,\n"
    "  place {int} not null references places (id),\n"
    "  primary key (statement, number)\n"
    ") {keyed};\n"
    "create index statement_places_place on statement_places (place);\n"
    "create table statement_speakers (  -- by whose word: number 1 is the outermost speaker; none: the report's own voice\n"
    "  statement {int} not null references statements (id), number {int} not null,\n"
    "  attribution {int} not null references attributions (id),\n"
    "  primary key (statement, number)\n"
    ") {keyed};\n"
    "create table roles (\n"
    "  statement {int} not null references statements (id), number {int} not null,\n"
    "  role {text} not null,\n"
    "  entity {int} references entities (id),\n"
    "  begin_at {int} not null, end_at {int} not null,\n"
    "  certainty {text},              -- of its own where it or its speakers are others than the statement's\n"
    "  primary key (statement, number)\n"
    ") {keyed};\n"
    "create index roles_entity on roles (entity) where entity is not null;\n"
    "create table role_speakers (   -- of a role with a certainty of its own\n"
    "  statement {int} not null, role {int} not null, number {int} not null,\n"
    "  attribution {int} not null references attributions (id),\n"
    "  primary key (statement, role, number),\n"
    "  foreign key (statement, role) references roles (statement, number)\n"
    ") {keyed};\n"
    "create table tolls (\n"
    "  statement {int} not null references statements (id), number {int} not null,\n"
    "  effect {text} not null,\n"
    "  low {int}, best {int}, high {int},\n"
    "  entity {int} references entities (id),  -- of whom\n"
    "  begin_at {int} not null, end_at {int} not null,\n"
    "  certainty {text},              -- as in roles\n"
    "  status {text}, women {int}, children {int},\n"
    "  primary key (statement, number)\n"
    ") {keyed};\n"
    "create table toll_speakers (   -- of a toll with a certainty of its own\n"
    "  statement {int} not null, toll {int} not null, number {int} not null,\n"
    "  attribution {int} not null references attributions (id),\n"
    "  primary key (statement, toll, number),\n"
    "  foreign key (statement, toll) references tolls (statement, number)\n"
    ") {keyed};\n"
    "create table copy_bands (      -- texts with the same value in a band may be near copies (src/store/copies.h)\n"
    "  band {int} not null, value {int} not null,\n"
    "  text {int} not null references texts (id),\n"
    "  primary key (band, value, text)\n"
    ") {keyed};\n"
    "create view current_codings as  -- of each report what the latest run read\n"
    "  select report, run, coding from report_codings c\n"
    "  where run = (select max(run) from report_codings o where o.report = c.report);\n";

/* Version 2: incidents across reports, a layer that can be made anew from what stands in version 1 and what people decided. Of
 * this layer only reviews, bonds and what people added are record; the rest is drawn (src/store/incidents.c). */
static const char V2[] =
    "create table reviews (         -- what people decided; a row is never changed but for undone_by\n"
    "  id {id},\n"
    "  at {text} not null, who {text} not null,\n"
    "  action {text} not null check (action in ('accept','reject','edit','add','merge','split','undo')),\n"
    "  incident {int},              -- as the ids were then\n"
    "  report {int} references reports (id),\n"
    "  statement {int} references statements (id),\n"
    "  field {text}, before {text}, after {text},  -- of an edit\n"
    "  other {int},                 -- the incident merged in or split off; of an undo the review\n"
    "  why {text} not null,\n"
    "  undone_by {int} references reviews (id)\n"
    ") {strict};\n"
    "create index reviews_incident on reviews (incident);\n"
    "create index reviews_statement on reviews (statement);\n"
    "create index reviews_report on reviews (report) where report is not null;\n"
    "create table pins (            -- reports whose coding people have worked on: a later run does not take its place\n"
    "  report {int} primary key references reports (id),\n"
    "  run {int} not null references runs (id)\n"
    ") {keyed};\n"
    "alter table codings add column hand {int} references reviews (id);  -- null: read by a program; else added by a person\n"
    "create index codings_hand on codings (hand) where hand is not null;\n"
    "drop index codings_once;\n"
    "create unique index codings_once on codings (text, run, coalesce(published, ''), coalesce(title, ''), coalesce(hand, "
    "0));\n"
    "drop view current_codings;\n"
    "create view current_codings as  -- of each report what the latest run read, or the one that people have worked on\n"
    "  select report, run, coding from report_codings c\n"
    "  where run = coalesce((select p.run from pins p where p.report = c.report),\n"
    "                       (select max(o.run) from report_codings o where o.report = c.report));\n"
    "create table layer (           -- by which version of linking the tables below were drawn (src/store/incidents.h)\n"
    "  one {int} primary key check (one = 1),\n"
    "  linking {int} not null\n"
    ") {strict};\n"
    "create table accounts (        -- what one coding tells of one incident: what is linked across reports\n"
    "  id {id},\n"
    "  coding {int} not null references codings (id),\n"
    "  number {int} not null,       -- of the incident in the reading (2: i2), or after those where people parted one\n"
    "  name {text} not null,          -- orders accounts alike in every case: SHA-256 of text, day and title, then number\n"
    "  parted_from {int} references accounts (id),  -- of one that a person split off: the account that it was part of\n"
    "  review {int} references reviews (id),        -- and the decision\n"
    "  sketch {blob} not null       -- what linking looks at (src/link/account.h)\n"
    ") {strict};\n"
    "create unique index accounts_once on accounts (coding, number);\n"
    "create table account_statements (\n"
    "  statement {int} primary key references statements (id),\n"
    "  account {int} not null references accounts (id)\n"
    ") {keyed};\n"
    "create index account_statements_account on account_statements (account);\n"
    /* A value above 0, or opposite values (link/same_keys.c). What is said below stays: cases have it in them, and theirs is
     * compared with it (cs_schema_is_whole). */
    "create table account_keys (    -- accounts that share a value are compared\n"
    "  value {int} not null, account {int} not null references accounts (id),\n"
    "  primary key (value, account)\n"
    ") {keyed};\n"
    "create index account_keys_account on account_keys (account);\n"
    "create table account_links (   -- how probable it is that two accounts are of one incident, a < b\n"
    "  a {int} not null references accounts (id), b {int} not null references accounts (id),\n"
    "  probability {real} not null,\n"
    "  reasons {text} not null,       -- for and against\n"
    "  primary key (a, b)\n"
    ") {keyed};\n"
    "create index account_links_b on account_links (b);\n"
    "create table bonds (           -- accounts that people put together (same = 1) or apart (0), a < b\n"
    "  a {int} not null references accounts (id), b {int} not null references accounts (id),\n"
    "  review {int} not null references reviews (id),\n"
    "  same {int} not null check (same in (0, 1)),\n"
    "  primary key (a, b, review)\n"
    ") {keyed};\n"
    "create index bonds_b on bonds (b);\n"
    "create table incidents (       -- what happened, by all accounts of it; what people edited is in it\n"
    "  id {id},                     -- stays with the incident while reports join it\n"
    "  live {int} not null check (live in (0, 1)),  -- 0: taken up by another, or nothing is left of it\n"
    "  into_incident {int} references incidents (id),  -- the one that took it up\n"
    "  version {int} not null,      -- counts the changes\n"
    "  made_at {text} not null, changed_at {text} not null,\n"
    "  type {text}, mode {text}, certainty {text}, modality {text}, time_frame {text},\n"
    "  edtf {text}, first_day {text}, last_day {text}, day_precision {text},\n"
    "  place {text}, geonames {int}, lat {real}, lon {real}, country {text}, admin1 {text}, admin2 {text}, place_precision "
    "{text},\n"
    "  killed_low {int}, killed_best {int}, killed_high {int},\n"
    "  wounded_low {int}, wounded_best {int}, wounded_high {int},\n"
    "  agent {text}, recipient {text}, target {text}, weapon {text},  -- as they are named most often\n"
    "  reports {int} not null, sources {int} not null,  -- sources: copies of a text count as one\n"
    "  statements {int} not null,\n"
    "  confidence {real},\n"
    "  credibility {int} not null check (credibility between 1 and 6), credibility_why {text} not null,  -- Admiralty scale\n"
    "  review {text} not null check (review in ('none','accepted','rejected','edited'))\n"
    ") {strict};\n"
    "create index incidents_day on incidents (first_day, last_day);\n"
    "create index incidents_spans on incidents (last_day) where day_precision = 'span';\n"
    "create index incidents_country on incidents (country, first_day);\n"
    "create index incidents_admin1 on incidents (admin1, first_day);\n"
    "create index incidents_type on incidents (type, first_day);\n"
    "create index incidents_mode on incidents (mode, first_day);\n"
    "create index incidents_spot on incidents (lat, lon);\n"
    "create index incidents_killed on incidents (killed_best);\n"
    "create index incidents_sources on incidents (sources);\n"
    "create index incidents_reviewed on incidents (first_day) where review <> 'none';\n"
    "create index incidents_into on incidents (into_incident) where into_incident is not null;\n"
    "create table incident_accounts (\n"
    "  account {int} primary key references accounts (id),\n"
    "  incident {int} not null references incidents (id)\n"
    ") {keyed};\n"
    "create index incident_accounts_incident on incident_accounts (incident);\n"
    "create table incident_parties (\n"
    "  incident {int} not null references incidents (id), number {int} not null,\n"
    "  role {text} not null, name {text} not null, actor {text}, type {text}, sector {text}, country {text},\n"
    "  certainty {text} not null,     -- fact, claimed, accused, possible, denied\n"
    "  says {text},                   -- who says so, where it is not the reports themselves\n"
    "  reports {int} not null,      -- how many reports have it\n"
    "  primary key (incident, number)\n"
    ") {keyed};\n"
    "create index incident_parties_actor on incident_parties (actor) where actor is not null;\n"
    "create index incident_parties_name on incident_parties (name);\n"
    "create table incident_tolls (  -- by the rule in docs/incidents.md\n"
    "  incident {int} not null references incidents (id),\n"
    "  effect {text} not null, status {text} not null,  -- status: all, civilian, combatant, perpetrator\n"
    "  low {int}, best {int}, high {int},\n"
    "  rule {text} not null,\n"
    "  primary key (incident, effect, status)\n"
    ") {keyed};\n"
    "create table incident_changes (  -- how an incident came to be what it is\n"
    "  incident {int} not null references incidents (id), version {int} not null,\n"
    "  number {int} not null,       -- of the changes of one version\n"
    "  at {text} not null,\n"
    "  what {text} not null,          -- made, joined, left, merged, split, ended, edited, accepted, rejected, undone\n"
    "  account_name {text},           -- which account joined or left\n"
    "  review {int} references reviews (id),\n"
    "  primary key (incident, version, number)\n"
    ") {keyed};\n";

/* Version 3: which words stand where, for `casus search`. Nothing of the texts is kept in it twice but their words; a row's
 * number is the report's or the statement's. */
static const char V3[] = "{words}";

/* Version 4: indices that have the order of lists in them to the end (ids of equals ascend; what is not known comes last), and
 * what lists are most often filtered by, so that rows are looked at only where they are shown; and what a source's line says.
 */
static const char V4[] =
    "drop index incidents_killed;\n"
    "create index incidents_killed on incidents (killed_best {desc}, id, type, country, live);\n"
    "drop index incidents_sources;\n"
    "create index incidents_sources on incidents (sources {desc}, id, type, country, live);\n"
    "drop index reports_source;\n"
    "create index reports_source on reports (source, published);\n";

static const char *const STEPS[CS_SCHEMA_VERSION] = { V1, V2, V3, V4 };

/* Refuses what is no case, or none of ours. */
static casus_status accept(const char *name, cs_db_kind kind, bool may_write, cs_err *err) {
    if (!kind.casus && !(kind.empty && may_write))
        return cs_fail(err, CASUS_E_STORE, -1, "%s: expected a casus case but this is %s", name,
                       kind.empty ? "an empty database" : "a database of another kind");
    if (!kind.casus) return CASUS_OK;
    if (kind.version > CS_SCHEMA_VERSION)
        return cs_fail(
            err, CASUS_E_STORE, -1,
            "%s: was written by a newer casus (its tables have version %d, this program knows %d); nothing was changed", name,
            kind.version, CS_SCHEMA_VERSION);
    if (kind.version < 1)
        return cs_fail(err, CASUS_E_STORE, -1, "%s: expected tables of version 1 to %d but found version %d", name,
                       CS_SCHEMA_VERSION, kind.version);
    if (kind.version < CS_SCHEMA_VERSION && !may_write)
        return cs_fail(err, CASUS_E_STORE, -1, "%s: was written by an older casus; `casus add` brings it forward", name);
    return CASUS_OK;
}

/* Another program may have been faster, so what is there is looked at again when nobody else writes. */
static casus_status bring_forward(cs_db *db, cs_arena scratch, cs_err *err) {
    cs_db_kind kind;
    bool linked = true; /* by the rules of today: what is not there yet will be */
    CS_TRY(cs_db_begin(db, err));
    CS_TRY(cs_db_kind_of(db, &kind, err));
    CS_TRY(accept(cs_db_name(db), kind, true, err));
    for (int32_t v = kind.casus ? kind.version : 0; v < CS_SCHEMA_VERSION; v++) CS_TRY(cs_db_define(db, STEPS[v], err));
    if (kind.casus && kind.version < 2) CS_TRY(cs_incidents_bring_forward(db, scratch, err));
    if (kind.casus && kind.version < 3) CS_TRY(cs_search_bring_forward(db, scratch, err));
    if (kind.casus && kind.version >= 2) CS_TRY(cs_incidents_are_of_today(db, &linked, err));
    CS_TRY(linked ? cs_incidents_stamp(db, err) : cs_incidents_renew(db, scratch, err));
    CS_TRY(cs_db_set_version(db, CS_SCHEMA_VERSION, err));
    return cs_db_commit(db, err);
}

/* A case of today whose incidents were linked by another version of the rules is linked anew. */
static casus_status renew(cs_db *db, cs_arena scratch, cs_err *err) {
    CS_TRY(cs_db_begin(db, err));
    CS_TRY(cs_incidents_renew(db, scratch, err));
    return cs_db_commit(db, err);
}

casus_status cs_schema_ready(cs_db *db, bool may_write, cs_arena scratch, cs_err *err) {
    cs_db_kind kind;
    bool same = false;
    CS_TRY(cs_db_kind_of(db, &kind, err));
    CS_TRY(accept(cs_db_name(db), kind, may_write, err));
    if (!may_write) return CASUS_OK;
    CS_TRY(cs_db_share(db, err));
    bool of_today = kind.casus && kind.version == CS_SCHEMA_VERSION;
    if (of_today) CS_TRY(cs_incidents_are_of_today(db, &same, err));
    if (same) return CASUS_OK;
    casus_status st = of_today ? renew(db, scratch, err) : bring_forward(db, scratch, err);
    if (st == CASUS_OK) return cs_db_sync(db, err);
    cs_db_rollback(db);
    return st;
}

casus_status cs_schema_is_whole(cs_db *db, bool *whole, cs_err *err) {
    return cs_db_is_defined(db, STEPS, CS_SCHEMA_VERSION, whole, err);
}

static casus_status put_words(cs_db *db, cs_arena scratch, cs_err *err) {
    CS_TRY(cs_db_begin(db, err));
    CS_TRY(cs_search_bring_forward(db, scratch, err));
    return cs_db_commit(db, err);
}

casus_status cs_schema_copy(cs_db *db, const char *path, cs_arena scratch, cs_err *err) {
    cs_db *file = NULL;
    CS_TRY(cs_db_copy(db, path, STEPS, CS_SCHEMA_VERSION, err));
    if (!cs_db_is_server(cs_db_name(db))) return CASUS_OK;
    CS_TRY(cs_db_open(&file, path, CS_DB_WRITE, err)); /* words stand in a file in another way than on a server */
    casus_status st = put_words(file, scratch, err);
    cs_db_close(&file);
    return st;
}
