/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/credential.h"

#include "alliance/audit.h"
#include "alliance/common_password.h"
#include "alliance/credential.sql.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "lang/format.h"

#include <string.h>

/* Of a password that nobody has: checking against it takes as long as against a real one. */
#define NOBODYS_HASH                                                                               \
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"                                       \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

typedef struct Credential {
    const char *password;
    int64_t password_at;
} Credential;

static const DbType CREDENTIAL = DB_TYPE(Credential, DB_FIELD(Credential, password),
                                         DB_FIELD(Credential, password_at));

static const Credential *
find(Ctx *cx, int64_t person)
{
    return db_one(cx, &SQL_credential_find, &CREDENTIAL, DB_ARGS(person));
}

int64_t
password_set_at(Ctx *cx, int64_t person)
{
    const Credential *found = find(cx, person);
    return found != NULL ? found->password_at : 0;
}

static bool
is_own_word(Ctx *cx, const Person *person, const char *password)
{
    const Settings *set = settings(cx);
    const char *local = arena_strndup(cx->arena, person->email, strcspn(person->email, "@"));
    const char *const words[] = {person->email, local,           person->name,
                                 set->name,     set->short_name, person->organisation};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (password_is_word(cx->arena, password, words[i]))
            return true;
    return false;
}

const char *
password_fault(Ctx *cx, const Person *person, const char *password)
{
    const char *normal = format_nfc(cx->arena, password);
    if (text_length(normal) < PASSWORD_LEAST)
        return N_("This password is too short: 10 characters at least. Three or four words are "
                  "easy to remember.");
    if (strlen(normal) > LIMIT_PASSWORD)
        return N_("This password is too long.");
    if (is_own_word(cx, person, normal))
        return N_("This password is a name or an address that others know. Choose another one.");
    if (password_is_common(cx->arena, normal))
        return N_("This password is one of those that are guessed first. Choose another one: three "
                  "or four words that have nothing to do with each other, for example.");
    return NULL;
}

/* Nobody's number asks the same question as somebody's. */
static const char *
stored_hash(Ctx *cx, const Person *person)
{
    const Credential *found = find(cx, person != NULL ? person->id : 0);
    return found != NULL ? found->password : NOBODYS_HASH;
}

PasswordTry *
password_look(Ctx *cx, const Person *person)
{
    PasswordTry *attempt = arena_new_of(cx->arena, PasswordTry);
    attempt->stored = stored_hash(cx, person);
    return attempt;
}

void
password_compute(Ctx *cx, PasswordTry *attempt, const char *typed)
{
    g_assert(!db_in_transaction(cx->db));
    const char *normal = format_nfc(cx->arena, typed);
    attempt->fits = secret_password_fits(attempt->stored, normal);
    if (attempt->fits && secret_password_is_old(attempt->stored))
        attempt->anew = secret_password_hash(cx->arena, normal);
}

bool
password_fits(Ctx *cx, const Person *person, const PasswordTry *attempt)
{
    bool same = strcmp(stored_hash(cx, person), attempt->stored) == 0;
    if (person == NULL || !attempt->fits || !same)
        return false;
    if (attempt->anew != NULL)
        db_run(cx, &SQL_credential_renew, DB_ARGS(person->id, attempt->anew));
    return true;
}

const char *
password_hash(Ctx *cx, const char *password)
{
    g_assert(!db_in_transaction(cx->db));
    const char *hash = secret_password_hash(cx->arena, format_nfc(cx->arena, password));
    if (hash == NULL)
        g_error("no memory for a password's hash");
    return hash;
}

void
credential_tell(Ctx *cx, const Person *person, const char *what)
{
    const MailArgument arguments[] = {
        {.name = "name", .value = person->name},
        {.name = "what", .value = what},
        {0},
    };
    audit(cx, what, 0, arena_printf(cx->arena, "#%" PRId64, person->id));
    mail_queue(cx, &MAIL_CREDENTIAL, person->id, person->email, person->language, arguments);
}

void
password_set(Ctx *cx, const Person *person, const char *hash)
{
    bool had = find(cx, person->id) != NULL;
    db_run(cx, &SQL_credential_write, DB_ARGS(person->id, hash, cx->now));
    credential_tell(cx, person, had ? "password.change" : "password.set");
}

bool
password_remove(Ctx *cx, const Person *person)
{
    if (db_run(cx, &SQL_credential_delete, DB_ARGS(person->id)) == 0)
        return false;
    credential_tell(cx, person, "password.remove");
    return true;
}
