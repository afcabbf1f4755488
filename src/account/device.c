/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "account/account.h"

#include <string.h>

typedef struct Mark {
    const char *mark, *name;
} Mark;

/* Names of products, the same in every language.  Browsers also name those that they imitate, so
 * the first that is found counts. */
static const Mark browsers[] = {
    {"Edg",      "Edge"    },
    {"OPR/",     "Opera"   },
    {"Firefox/", "Firefox" },
    {"FxiOS/",   "Firefox" },
    {"CriOS/",   "Chrome"  },
    {"Chromium", "Chromium"},
    {"Chrome/",  "Chrome"  },
    {"Version/", "Safari"  },
};

static const Mark systems[] = {
    {"Android",   "Android" },
    {"iPhone",    "iPhone"  },
    {"iPad",      "iPad"    },
    {"Windows",   "Windows" },
    {"Macintosh", "macOS"   },
    {"CrOS",      "ChromeOS"},
    {"Linux",     "Linux"   },
};

static const char *
find_mark(const Mark *marks, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(text, marks[i].mark) != NULL)
            return marks[i].name;
    return NULL;
}

const char *
device_in_words(Ctx *cx, const char *user_agent)
{
    const char *browser = find_mark(browsers, G_N_ELEMENTS(browsers), user_agent);
    const char *os = find_mark(systems, G_N_ELEMENTS(systems), user_agent);
    if (browser != NULL && os != NULL)
        return lang_fill(cx->arena, lang_text(cx->lang, N_("{browser} on {system}")), "browser",
                         browser, "system", os, NULL);
    if (browser != NULL || os != NULL)
        return browser != NULL ? browser : os;
    return *user_agent != '\0' ? user_agent : lang_text(cx->lang, N_("A device without a name"));
}
