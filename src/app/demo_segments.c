/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Segments of the demo: whom a secretariat would address again and again.
 */
#include "app/demo.h"
#include "roster/segment.h"

static const SegmentDraft segments[] = {
    {"Trainers in Africa",        "For invitations to regional trainings.",
     "region=Africa&interest=training"                                                                    },
    {"French readers",            "For announcements in French. Mail goes to those who agree.", "reads=fr"},
    {"Joined in 2016, no office", "To be asked whether they want to do more.",
     "not-role=ambassador&not-role=focal-point&not-role=steering&joined-from=2016&joined-until="
     "2016"                                                                                               },
};

void
demo_build_segments(Ctx *cx)
{
    for (size_t i = 0; i < G_N_ELEMENTS(segments); i++) {
        int64_t id = 0;
        SegmentOutcome outcome = segment_insert(cx, &segments[i], &id);
        g_assert(outcome == SEGMENT_OK || db_failed(cx->db));
    }
}
