/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * registration_mail - what the mails about a registration have in common.
 *
 * Read with: registration.h, reminder.h.
 */
#pragma once
#include "alliance/event_when.h"
#include "alliance/registration.h"

/** A registration with its event, as its owner may see it in the mail's language and zone. */
typedef struct RegistrationStory {
    Ctx reader; /* its owner's eyes */
    const Registration *registration;
    const Event *event;
    const Occurrence *occurrence; /* NULL: none */
    const When *when;
} RegistrationStory;

/** The story of @registration in @lang; false: its owner does not see the event. */
bool registration_story_of(Ctx *cx, const Registration *registration, const Lang *lang,
                           RegistrationStory *ret);

/** The one that the mail is about, in its argument "registration"; false: it is not there any more,
 *  or its owner does not see the event. */
bool registration_story(Ctx *cx, const Html *out, const OutboxMail *row, RegistrationStory *ret);

/** A time in lines of plain text, in cx's language: on whose clocks, and where. */
const char *when_lines(Ctx *cx, const Event *event, const When *when);

/** "Hello {name}," in the mail's language. */
const char *registration_greeting(const RegistrationStory *story);

/** Where one takes part, as far as its owner sees it, the ticket, and where one asks; "" or
 *  paragraphs. */
const char *registration_link_words(const RegistrationStory *story);

/** The path of the page on which its owner changes it. */
const char *registration_path(const RegistrationStory *story);
