// Tests of sixteen bytes at once. Swift's SIMD types test for equality in one instruction, but
// compare orders, join tests and find the first true one byte by byte. The vectors are Clang's own,
// so that one text serves all processors.
#ifndef CBLOCKS_H
#define CBLOCKS_H

#include <stdint.h>
#include <string.h>

typedef uint8_t cblock_bytes __attribute__((ext_vector_type(16)));
typedef _Bool cblock_bits __attribute__((ext_vector_type(16)));

static inline cblock_bytes cblock_load(const uint8_t *_Nonnull address) {
  cblock_bytes bytes;
  memcpy(&bytes, address, sizeof bytes);
  return bytes;
}

// The number of bytes before the first of which a test is true; 16 if there is none.
static inline int64_t cblock_leading_false(cblock_bytes test) {
  cblock_bits bits = __builtin_convertvector(test, cblock_bits);
  uint16_t word;
  memcpy(&word, &bits, sizeof word);
  return __builtin_ctz((uint32_t)word | 0x10000);
}

// Copies sixteen bytes.
static inline void cblock_copy(uint8_t *_Nonnull target, const uint8_t *_Nonnull source) {
  memcpy(target, source, 16);
}

// The number of bytes before the first that is no blank.
static inline int64_t cblock_blanks(const uint8_t *_Nonnull address) {
  return cblock_leading_false((cblock_bytes)(cblock_load(address) != ' '));
}

// The number of bytes before the first quote or backslash.
static inline int64_t cblock_text(const uint8_t *_Nonnull address) {
  cblock_bytes bytes = cblock_load(address);
  return cblock_leading_false((cblock_bytes)((bytes == '"') | (bytes == '\\')));
}

// The number of bytes before the first quote, backslash, control character, or byte outside ASCII.
static inline int64_t cblock_plain_text(const uint8_t *_Nonnull address) {
  cblock_bytes bytes = cblock_load(address);
  typedef int8_t signed_bytes __attribute__((ext_vector_type(16)));
  // As a signed number, a byte outside ASCII is less than a control character.
  signed_bytes number = (signed_bytes)bytes;
  return cblock_leading_false(
      (cblock_bytes)((bytes == '"') | (bytes == '\\') | (number < ' ')));
}

// The number of bytes before the first quote or bracket. Outside strings, setting the bit 0x20
// turns `[` into `{` and `]` into `}` and nothing else into either.
static inline int64_t cblock_without_brackets(const uint8_t *_Nonnull address) {
  cblock_bytes bytes = cblock_load(address);
  cblock_bytes folded = bytes | 0x20;
  return cblock_leading_false(
      (cblock_bytes)((bytes == '"') | (folded == '{') | (folded == '}')));
}

#endif
