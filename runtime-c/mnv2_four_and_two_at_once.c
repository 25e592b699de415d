/*
 * Four pixels at once with the DSP extension, and two where two are left.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_quad_block_private.h"

#pragma weak mnv2_four_and_two_at_once
const mnv2_at_once mnv2_four_and_two_at_once = {
    .pixels = MOST_PIXELS,
    .least = MOST_PIXELS - 1,
    .expand = mnv2_expand_four,
    .multiply = mnv2_multiply_four,
    .rest = &mnv2_two_at_once,
};
