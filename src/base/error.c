/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"

G_DEFINE_QUARK(baraza - error, baraza_error)
