#include "CCatalogData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

const unsigned char catalog_data[] = {
#embed "catalog.bin"
};

const size_t catalog_size = sizeof catalog_data;
