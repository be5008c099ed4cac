#include "CBlocks.h"
