/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * edit_form - what members say about themselves, and beside each field who sees it.
 */
#pragma once
#include "alliance/profile.h"
#include "web/form.h"

#define EDIT_LINKS 5    /* a person's links */
#define EDIT_ABOUT 4000 /* characters */

/** The form with what @profile says now. */
Form *edit_form_new(Request *req, const Profile *profile, const ProfileAudience *shown);

/** Read and check what was typed; @profile: as it is now. */
Form *edit_form_read(Request *req, const Profile *profile);

/** What was typed in a form that is ok. */
ProfileDraft edit_form_value(const Form *form);

/** Does the person want to stand in the directory? */
bool edit_form_agrees(const Form *form);

/** The box of that question, which stands before all others. */
const FormField *edit_form_directory(const Form *form);

/** A field of the profile as the page draws it: what is asked, and the choice of who sees it. */
typedef struct EditPart {
    const char *label;    /* translated */
    bool is_headed;       /* the label stands above; else the fields' own labels say it */
    const char *value;    /* what is changed elsewhere, as text; "" if it is asked here */
    const char *url;      /* where that is; or NULL */
    FormFieldSpan fields; /* what is asked */
    const FormField *audience;
} EditPart;

typedef struct EditPartSpan {
    const EditPart *at;
    size_t n;
} EditPartSpan;

/** In the order of PROFILE_FIELDS.  Of the links as many as are used are drawn, and one more. */
EditPartSpan edit_form_parts(const Form *form, const Profile *profile);
