/*
 * Which runtime was linked.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_runtime.h"

#pragma weak mnv2_runtime_id
const uint32_t mnv2_runtime_id = MNV2_RUNTIME_ID;
