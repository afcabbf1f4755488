/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * departed - addresses of who was erased: known again by a MAC, never read.
 *
 * So that a list that is read in later does not bring somebody back who wanted
 * to be forgotten.  Who joins by himself is not looked up here.
 */
#pragma once
#include "db/ctx.h"

/** Nobody with this address is added by a list from now on. */
void departed_note(Ctx *cx, const char *email);

/** Is anybody noted?  So that a long list need not ask for each row. */
bool departed_any(Ctx *cx);

/** Was this address erased?  The case of its letters does not matter. */
bool departed_has(Ctx *cx, const char *email);
