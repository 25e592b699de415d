/*
 * Comparisons of two elements of any type: `number` is the type.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MNV2_COMPARE_PRIVATE_H
#define MNV2_COMPARE_PRIVATE_H

#include "mnv2_broadcast_numbers_private.h"
#include "mnv2_numbers.h"

static uint8_t holds(mnv2_relation relation, number a, number b)
{
    switch (relation)
    {
    case MNV2_EQUAL:
        return a == b;
    case MNV2_NOT_EQUAL:
        return a != b;
    case MNV2_LESS:
        return a < b;
    case MNV2_LESS_EQUAL:
        return a <= b;
    case MNV2_GREATER:
        return a > b;
    default:
        return a >= b;
    }
}

#endif
