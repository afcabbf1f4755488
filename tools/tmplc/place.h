/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * place - where in the HTML a template stands.
 *
 * Follows the states of the HTML tokeniser, character by character, as far as
 * they decide how a value must be escaped.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum State {
    TEXT,
    TAG_OPEN,
    TAG_NAME,
    IN_TAG,
    ATTR_NAME,
    AFTER_NAME, /* white space behind an attribute's name: "=" may follow */
    BEFORE_VALUE,
    VALUE_DQ,
    VALUE_SQ,
    VALUE_BARE,
    RAW_TEXT,   /* script, style: no value is safe */
    PLAIN_TEXT, /* title, textarea: text without tags */
    COMMENT,
    DECLARATION, /* <!doctype ...> */
} State;

#define PLACE_NAME 32

typedef struct Place {
    State state;
    char tag[PLACE_NAME], attr[PLACE_NAME]; /* where we are in, lower case */
    char value[PLACE_NAME];                 /* the attribute's literal value so far, lower case */
    bool empty;                             /* nothing of the attribute's value seen yet */
    bool open_scheme; /* a link that began with a value and has no "/", "?", "#" yet */
    bool apart;       /* the next character must not continue a name */
    bool closing;     /* </tag */
    bool post;        /* a form with method="post" */
    bool refresh;     /* a meta element with http-equiv */
} Place;

/** Follow the character at @at.  Returns NULL, or what is wrong with it. */
const char *place_step(Place *place, const char *at);

/** Set @ret_call to the function that escapes a value here.  Returns NULL, or why none is safe. */
const char *place_escape(const Place *place, const char **ret_call);

/** A value was written here. */
void place_after_value(Place *place);

/** Does the literal at @at begin a link to a page of this program? */
bool place_begins_link(const Place *place, const char *at);

/** May a whole address stand here? */
bool place_takes_address(const Place *place);

/** Two branches meet: make @place what holds after both.  False if they can not meet. */
bool place_join(Place *place, const Place *other);
