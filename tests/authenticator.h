/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * authenticator - a device with one passkey, for tests: it makes keys and signs, as real ones do.
 */
#pragma once
#include "webauthn/cose.h"

typedef struct Device {
    CoseAlgorithm algorithm;
    const char *site;   /* for which it believes to sign: "localhost" */
    const char *origin; /* what its browser writes */
    bool present, verifies, cross_origin;
    uint32_t counter; /* of the next answer; it is not raised here */
    uint8_t credential[16];
    struct DeviceKey *key;
} Device;

/** What the browser hands over. */
typedef struct DeviceAnswer {
    Bytes client_data, attestation, authenticator_data, signature;
} DeviceAnswer;

/** Make a device; two with different @seeds have different keys.  device_free() it. */
Device *device_new(CoseAlgorithm algorithm, uint64_t seed, const char *site, const char *origin);
void device_free(Device *device);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Device, device_free)

/** Its public key as COSE_Key. */
Bytes device_public_key(Arena *arena, const Device *device);

/** Answer a question about a new key, or about a signature. */
DeviceAnswer device_create(Arena *arena, const Device *device, const char *challenge);
DeviceAnswer device_get(Arena *arena, const Device *device, const char *challenge);
