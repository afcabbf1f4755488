/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza user, baraza token: people and bearer tokens from the command line.
 */
#include "alliance/audit.h"
#include "alliance/person.h"
#include "alliance/role.h"
#include "alliance/second_factor.h"
#include "app/app.sql.h"
#include "app/command.h"
#include "app/instance.h"
#include "base/error.h"
#include "base/text.h"
#include "site/sign_in.h"
#include "web/session.h"

#include <stdio.h>

/* The words after "baraza user" or "baraza token", and what they work on. */
typedef struct Words {
    Instance *instance;
    int n;
    char **at;
} Words;

/* A sub-command: its name, how many words follow, what it does in a transaction. */
typedef struct Verb {
    const char *name;
    int n_words;
    InstanceWork work;
} Verb;

/* Say what is wrong with a word of the command line; always false. */
static bool
fail(GError **error, const char *what, const char *word)
{
    g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "%s: %s", what, word);
    return false;
}

static const Person *
find_person(Ctx *cx, const char *email, GError **error)
{
    const Person *person = person_find_email(cx, email);
    if (person == NULL)
        fail(error, "nobody here has this address", email);
    return person;
}

static bool
add_person(Ctx *cx, void *data, GError **error)
{
    const Words *words = data;
    const char *name = text_fold_space(cx->arena, words->at[2]);
    if (!text_is_email(words->at[1]))
        return fail(error, "this is not an e-mail address", words->at[1]);
    if (*name == '\0')
        return fail(error, "the name is missing", words->at[2]);
    Person person = {.email = words->at[1],
                     .name = name,
                     .organisation = "",
                     .position = "",
                     .headline = "",
                     .language = "en",
                     .zone = "UTC",
                     .joined_at = cx->now};
    int64_t id = person_insert(cx, &person);
    if (id == 0 && !db_failed(cx->db))
        return fail(error, "this address is taken", words->at[1]);
    audit(cx, "person.insert", 0, person.email);
    return true;
}

static bool
grant_role(Ctx *cx, void *data, GError **error)
{
    const Words *words = data;
    const Person *person = find_person(cx, words->at[1], error);
    if (person == NULL)
        return false;
    const RoleKind *role = role_find(words->at[2]);
    const char *scope = words->n > 3 ? words->at[3] : "";
    if (role == NULL)
        return fail(error, "there is no such role", words->at[2]);
    if (!role_takes(cx, role, scope))
        return fail(error, "for what is the role? Not for", scope);
    int64_t until = role_usual_end(cx, role, cx->now);
    if (term_grant(cx, person->id, role->name, scope, cx->now, until) == 0 && !db_failed(cx->db))
        return fail(error, "the person has this role already", role->name);
    return true;
}

static bool
revoke_role(Ctx *cx, void *data, GError **error)
{
    const Words *words = data;
    const Person *person = find_person(cx, words->at[1], error);
    if (person == NULL)
        return false;
    int64_t term = db_count(cx, &SQL_app_find_term, DB_ARGS(person->id, words->at[2], cx->now));
    if (term == 0)
        return fail(error, "the person does not have this role", words->at[2]);
    if (term_set_end(cx, term, cx->now) == TERM_NEEDED)
        return fail(error, "nobody else is in the secretariat", words->at[2]);
    return true;
}

static bool
print_link(Ctx *cx, void *data, GError **error)
{
    const Words *words = data;
    const Person *person = find_person(cx, words->at[1], error);
    if (person == NULL)
        return false;
    printf("%s\n", sign_in_link(cx, person->id, "/"));
    return true;
}

/* For the last of the secretariat, whom nobody else can help. */
static bool
reset_second(Ctx *cx, void *data, GError **error)
{
    const Words *words = data;
    const Person *person = find_person(cx, words->at[1], error);
    if (person == NULL)
        return false;
    return second_factor_reset(cx, person) ||
           fail(error, "this person has no second factor", words->at[1]);
}

typedef struct Officer {
    const char *email, *name, *role;
} Officer;

static const DbType OFFICER = DB_TYPE(Officer, DB_FIELD(Officer, email), DB_FIELD(Officer, name),
                                      DB_FIELD(Officer, role));

static bool
list_officers(Ctx *cx, void *data, GError **error)
{
    (void)data, (void)error;
    DbRows rows = db_all(cx, &SQL_app_list_officers, &OFFICER, DB_ARGS(cx->now));
    for (size_t i = 0; i < rows.n; i++) {
        const Officer *officer = (const Officer *)rows.at + i;
        printf("%-12s %s, %s\n", officer->role, officer->email, officer->name);
    }
    return true;
}

static bool
add_token(Ctx *cx, void *data, GError **error)
{
    const Words *words = data;
    const Person *person = find_person(cx, words->at[1], error);
    if (person == NULL)
        return false;
    printf("%s\n", session_new_api_token(cx, person->id, words->at[2], 0));
    audit(cx, "token.insert", 0, words->at[2]);
    return true;
}

typedef struct Token {
    int64_t id;
    const char *email, *name;
} Token;

static const DbType TOKEN = DB_TYPE(Token, DB_FIELD(Token, id), DB_FIELD(Token, email),
                                    DB_FIELD(Token, name));

static bool
list_tokens(Ctx *cx, void *data, GError **error)
{
    (void)data, (void)error;
    DbRows rows = db_all(cx, &SQL_app_list_tokens, &TOKEN, DB_NO_ARGS);
    for (size_t i = 0; i < rows.n; i++) {
        const Token *token = (const Token *)rows.at + i;
        printf("%6" PRId64 " %s: %s\n", token->id, token->email, token->name);
    }
    return true;
}

static bool
delete_token(Ctx *cx, void *data, GError **error)
{
    const Words *words = data;
    gint64 id = 0;
    if (!g_ascii_string_to_signed(words->at[1], 10, 1, G_MAXINT64, &id, NULL) ||
        db_run(cx, &SQL_app_delete_token, DB_ARGS((int64_t)id)) == 0)
        return fail(error, "there is no such token", words->at[1]);
    audit(cx, "token.delete", 0, words->at[1]);
    return true;
}

static int
run_verb(const Command *command, const Verb *verbs, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, NULL, &argc, &argv, 1, 3);
    if (config == NULL)
        return EXIT_USAGE;
    const Verb *verb = verbs;
    while (verb->name != NULL && (!g_str_equal(verb->name, argv[1]) || verb->n_words != argc - 2))
        verb++;
    if (verb->name == NULL) {
        fprintf(stderr, "%s: see --help for the words that it takes\n", g_get_prgname());
        return EXIT_USAGE;
    }
    g_autoptr(Instance) instance = instance_open(config, &error);
    Words words = {.instance = instance, .n = argc - 1, .at = argv + 1};
    if (instance == NULL || !instance_write(instance, g_get_prgname(), verb->work, &words, &error))
        return command_fail(error);
    return EXIT_DONE;
}

int
run_user(const Command *command, int argc, char **argv)
{
    static const Verb verbs[] = {
        {"add", 2, add_person},
        {"grant", 2, grant_role},
        {"grant", 3, grant_role},
        {"revoke", 2, revoke_role},
        {"link", 1, print_link},
        {"reset", 1, reset_second},
        {"list", 0, list_officers},
        {0},
    };
    return run_verb(command, verbs, argc, argv);
}

int
run_token(const Command *command, int argc, char **argv)
{
    static const Verb verbs[] = {
        {"add", 2, add_token},
        {"list", 0, list_tokens},
        {"delete", 1, delete_token},
        {0},
    };
    return run_verb(command, verbs, argc, argv);
}
