/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"
void
curated_tests(void)
{
}
