/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"
void
relation_tests(void)
{
}
