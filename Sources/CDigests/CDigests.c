#include "CDigests.h"

#ifdef __APPLE__

// CommonCrypto counts in 32 bits.
enum { LARGEST_PIECE = 1 << 30 };

cdigests_sha256 cdigests_sha256_begin(void) {
  cdigests_sha256 state;
  CC_SHA256_Init(&state);
  return state;
}

void cdigests_sha256_add(cdigests_sha256 *state, const void *bytes, size_t count) {
  const unsigned char *rest = bytes;
  for (; count > LARGEST_PIECE; rest += LARGEST_PIECE, count -= LARGEST_PIECE)
    CC_SHA256_Update(state, rest, LARGEST_PIECE);
  CC_SHA256_Update(state, rest, (CC_LONG)count);
}

void cdigests_sha256_end(cdigests_sha256 *state, unsigned char *digest) {
  CC_SHA256_Final(digest, state);
}

#else

cdigests_sha256 cdigests_sha256_begin(void) {
  cdigests_sha256 state;
  SHA256Init(&state);
  return state;
}

void cdigests_sha256_add(cdigests_sha256 *state, const void *bytes, size_t count) {
  if (count > 0) SHA256Update(state, bytes, count);
}

void cdigests_sha256_end(cdigests_sha256 *state, unsigned char *digest) {
  SHA256Final(digest, state);
}

#endif
