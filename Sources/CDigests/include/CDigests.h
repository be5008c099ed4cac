#ifndef CDIGESTS_H
#define CDIGESTS_H

#include <stddef.h>

/// SHA-256 of the system: CommonCrypto on macOS, libmd elsewhere. The state of both is a plain
/// value: a copy of it goes on by itself.
#ifdef __APPLE__
#include <CommonCrypto/CommonDigest.h>
typedef CC_SHA256_CTX cdigests_sha256;
#else
#include <sha2.h>
typedef SHA2_CTX cdigests_sha256;
#endif

/// Returns the state before the first byte.
cdigests_sha256 cdigests_sha256_begin(void);

void cdigests_sha256_add(
    cdigests_sha256 *_Nonnull state, const void *_Nullable bytes, size_t count);

/// Writes the 32 bytes of the digest; the state is not used again.
void cdigests_sha256_end(cdigests_sha256 *_Nonnull state, unsigned char *_Nonnull digest);

#endif
