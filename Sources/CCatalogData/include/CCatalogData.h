#ifndef CCATALOGDATA_H
#define CCATALOGDATA_H

#include <stddef.h>

/// The embedded catalog, as `scripts/update-catalog` wrote it. `CatalogLayout.swift` describes its format.
extern const unsigned char catalog_data[];
extern const size_t catalog_size;

#endif
