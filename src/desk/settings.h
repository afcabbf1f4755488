/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * settings - what the secretariat says of its alliance, and its mark.
 */
#pragma once
#include "alliance/mail_key.h"
#include "alliance/setting.h"
#include "desk/desk.h"
#include "web/form.h"

typedef struct SettingsShow {
    LinkSpan menu;
    const Form *form;
    const Settings *now;
    int64_t clock; /* the instance's, for the demo's remark */
} SettingsShow;

/** Write the setting @name if it was changed: the audit log names what was.  What cannot be used
 *  becomes an error at the field. */
void settings_write_changed(Form *form, const char *name, const char *before, const char *after);

/** Until a page on which a look at the world is waited for shows itself again. */
#define LOOK_AGAIN_SECONDS "3"

typedef struct MailKeys {
    LinkSpan menu;
    const char *domain; /* of the sender's address, NULL: nobody sends yet */
    MailKeySpan keys;
    bool may_look, is_looking; /* for those that do not sign yet */
} MailKeys;

typedef struct SettingsMeeting {
    LinkSpan menu;
    const Form *form;
    bool is_set;
} SettingsMeeting;

typedef struct SettingsMark {
    LinkSpan menu;
    const Form *form;
    const Settings *now;
} SettingsMark;
