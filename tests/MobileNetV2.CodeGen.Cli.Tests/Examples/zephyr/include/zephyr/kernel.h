/* What the examples use of Zephyr, so that a compiler can read them. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define K_FOREVER (-1)
