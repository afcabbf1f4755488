/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * certificate_show - what the page by which a certificate is checked shows.
 */
#pragma once
#include "alliance/setting.h"
#include "registration/certificate.h"

typedef struct CertificateShow {
    const Certificate *certificate;
    const Settings *settings;
    const char *url; /* whole, of this page: what is checked is that it is here */
    int64_t today;
} CertificateShow;
