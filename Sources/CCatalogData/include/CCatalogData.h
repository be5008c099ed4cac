#ifndef CCATALOGDATA_H
#define CCATALOGDATA_H

#include <stddef.h>

/// The embedded catalog, as `scripts/update-catalog` wrote it. `CatalogLayout.swift` describes its
/// format.
extern const unsigned char catalog_data[];
extern const size_t catalog_size;

/// The address of `catalog_data`, which Swift cannot name because its length is not in its type.
static inline const void *_Nonnull catalog_bytes(void) { return catalog_data; }

#endif
