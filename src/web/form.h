/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * form - what people send, checked against a table of fields.
 *
 * A feature declares its fields once; the table reads the request, says what
 * is wrong beside each field, and draws the form again with everything that
 * was typed.  {{> form form}} renders all of it (web/form.html).
 *
 *     static const Field page_fields[] = {
 *         {"title", N_("Title"), .kind = FIELD_LINE},
 *         {"summary", N_("One sentence"), .kind = FIELD_TEXT, .optional = true, .rows = 3},
 *     };
 *
 *     Form *form = form_read(req, page_fields, G_N_ELEMENTS(page_fields));
 *     if (!form_ok(form))
 *         return respond_page(req, 422, &page, page_edit, &view);
 *     ... form_text(form, "title") ...
 */
#pragma once
#include "web/web.h"

typedef enum FieldKind {
    FIELD_LINE = 1, /* one line: white space folded, LIMIT_LINE characters; .choices are proposed */
    FIELD_TEXT,     /* several lines, LIMIT_TEXT bytes */
    FIELD_EMAIL,    /* checked, domain lower-cased */
    FIELD_URL,      /* http or https */
    FIELD_INT,      /* between .least and .most */
    FIELD_DATE,     /* ISO 8601, reduced precision allowed: 2017-03 */
    FIELD_MOMENT,   /* datetime-local in the reader's zone; form_int() gives UTC seconds */
    FIELD_CHOICE,   /* one of .choices: radio up to 6, else a select */
    FIELD_CHOICES,  /* any of .choices: check boxes */
    FIELD_FLAG,     /* one check box: form_flag() */
    FIELD_COLOUR,   /* "#0b5d5e" */
    FIELD_HIDDEN,   /* sent along, not shown; as FIELD_LINE */
    FIELD_FILE,     /* form_upload() */
    FIELD_TRAP,     /* a line that people do not see: what fills it in is a program */
    FIELD_PASSWORD, /* one line as typed, LIMIT_PASSWORD bytes, never sent back */
} FieldKind;

typedef struct Choice {
    const char *value, *label; /* label is translated when drawn unless .verbatim of the field */
} Choice;

typedef struct Field {
    const char *name;  /* in HTML and JSON */
    const char *label; /* N_() */
    const char *hint;  /* N_(), or NULL */
    FieldKind kind;
    bool optional;
    bool several;        /* FIELD_FILE: more than one can be chosen; form_upload() is the first */
    bool narrow;         /* FIELD_CHOICE: a select however few choices there are */
    bool verbatim;       /* the choices' labels are names, not texts of the program */
    bool own_words;      /* so are label and hint */
    int rows;            /* of a text area; 0: 8 */
    int64_t least, most; /* FIELD_INT: bounds, .most 0: none; texts: .most
                            characters if not 0 */
    const Choice *choices;
    size_t n_choices;
    const char *autocomplete; /* HTML's token, or NULL */
} Field;

/** A choice as it is drawn. */
typedef struct FormOption {
    const char *value, *label; /* translated */
    const char *id;
    bool chosen;
} FormOption;

typedef struct FormOptionSpan {
    FormOption *at;
    size_t n;
} FormOptionSpan;

/** A field as it is now: what the template draws. */
typedef struct FormField {
    const Field *field;
    const char *name, *label;
    const char *hint;  /* translated, or NULL */
    const char *value; /* as typed, or as form_set(); never NULL */
    const char *error; /* translated, or NULL */
    int64_t number;    /* FIELD_INT, FIELD_MOMENT, FIELD_FLAG */
    FormOptionSpan options;
    const Upload *upload; /* or NULL */
    const char *secret;   /* FIELD_PASSWORD: as typed, while .value stays empty; or NULL */
    const char *fixed;    /* form_fix(): why it cannot be changed, translated; or NULL */
    const char *shown;    /* of one that is fixed: its value as people write it; "": nothing */

    /* How it is drawn: one of these is true. */
    bool is_input, is_area, is_select, is_radios, is_checks, is_flag, is_file, is_hidden, is_trap;
    bool is_fixed;
    bool is_seen;            /* neither hidden nor a trap, nor check boxes without choices */
    bool several;            /* files */
    bool optional, proposes; /* proposes: the options are offered while somebody types */
    int64_t rows;
    const char *type, *autocomplete;                 /* of an <input>; autocomplete may be NULL */
    const char *id, *hint_id, *error_id, *described; /* described: ids of both, or NULL */
} FormField;

typedef struct FormFieldSpan {
    FormField *at;
    size_t n;
} FormFieldSpan;

typedef struct Form {
    FormFieldSpan fields;
    FormFieldSpan errors; /* copies of those that are wrong, for the summary on top */
    int64_t n_errors;
    bool posted; /* the fields hold what was typed */
    Request *req;
} Form;

/** Make an empty form to show. */
Form *form_new(Request *req, const Field *fields, size_t n);

/** Read and check the posted fields.  Bad input becomes FormField.error, never a failure. */
Form *form_read(Request *req, const Field *fields, size_t n);

bool form_ok(const Form *form);

/** Put a value into a field, before the form is shown.  Of check boxes it ticks one more. */
void form_set(Form *form, const char *name, const char *value);
void form_set_int(Form *form, const char *name, int64_t value);

/** Give a field its choices when they come from the database. */
void form_choices(Form *form, const char *name, const Choice *choices, size_t n);

/** Fix a field that cannot be changed as things stand: it is drawn as its value and @why, which is
 *  translated, without anything to type in or to press, and what was posted for it counts for
 *  nothing.  It is empty then: put in the value that holds, also after form_read(), and choices
 * from the database before.  None that is hidden, a trap, a file or a password can be fixed. */
void form_fix(Form *form, const char *name, const char *why);

/** Say it at each fixed field for which something was sent: then the page was made before it was
 *  fixed, and who sent it may believe that it was changed. */
void form_fail_late(Form *form);

/** Say what is wrong with a field; @message is translated already.  Then the form is not ok. */
void form_fail(Form *form, const char *name, const char *message);

/** What is wrong with what was typed, as a model says it; {NULL, NULL}: nothing. */
typedef struct FormFault {
    const char *field, *words; /* words N_() */
} FormFault;

/** Say it at its field, unless the form is wrong already. */
void form_fail_for(Form *form, FormFault fault);

/** Say at a field that somebody saved in between; the hidden field "version" becomes @version, so
 * that the next press saves what is seen.  Then the form is not ok. */
void form_fail_conflict(Form *form, const char *name, int64_t version);

/** Is it a web address as FIELD_URL takes one? */
bool form_is_url(const char *text);

/** Is there a field of this name in this form? */
bool form_has_field(const Form *form, const char *name);

/** The checked value.  Texts are "" if empty; a name that is not in the table is our mistake. */
const char *form_text(const Form *form, const char *name);
int64_t form_int(const Form *form, const char *name);
bool form_flag(const Form *form, const char *name);
bool form_has(const Form *form, const char *name, const char *choice); /* FIELD_CHOICES */
bool form_is_trapped(const Form *form); /* did a program fill in a FIELD_TRAP?  Not to be told */
const Upload *form_upload(const Form *form, const char *name); /* or NULL */
