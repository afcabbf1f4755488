/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * edit - what the pages about one's own profile show.
 */
#pragma once
#include "profile/edit_form.h"
#include "profile/show.h"

typedef struct ProfileEdit {
    const Form *form;
    const FormField *directory;
    EditPartSpan parts;
    const char *handle;
    const char *badge;   /* the badge page's whole address, or NULL: switched off */
    const char *snippet; /* HTML to copy, or NULL */
    bool is_closed;      /* nobody sees the profile as it is */
} ProfileEdit;

typedef struct ProfilePreview {
    const ProfileShow *show; /* NULL: they see nothing */
    const char *kept_back;   /* what was written and they do not see, in words; "" or NULL: none */
    bool as_public;
} ProfilePreview;
