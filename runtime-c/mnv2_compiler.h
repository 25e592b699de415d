/*
 * What differs from compiler to compiler, and which instructions of the core kernels may use.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Served are gcc, clang, Arm Compiler 6 (armclang, which says that it is a clang) and IAR C/C++ for Arm from version 8
 * on, with its language extensions. They share `#pragma weak`, C11 and the feature macros of the Arm C Language
 * Extensions (ACLE).
 */
#ifndef MNV2_COMPILER_H
#define MNV2_COMPILER_H

#if defined(__ICCARM__)
#define MNV2_PRAGMA(text) _Pragma(#text)
#define MNV2_SECTION(name) MNV2_PRAGMA(location = name)
#define MNV2_NOINLINE __attribute__((noinline))
#define MNV2_INLINE inline
#define MNV2_UNUSED __attribute__((unused))
#define MNV2_SMALL
#elif defined(__GNUC__) || defined(__clang__)
#define MNV2_SECTION(name) __attribute__((section(name)))
#define MNV2_NOINLINE __attribute__((noinline))
#define MNV2_INLINE inline __attribute__((always_inline))
#define MNV2_UNUSED __attribute__((unused))
/* What runs seldom beside the loops that it calls: whatever the level of optimisation, it shall take few bytes. */
#define MNV2_SMALL __attribute__((cold))
#else
#error "MNV2_SECTION, MNV2_NOINLINE, MNV2_INLINE, MNV2_UNUSED and MNV2_SMALL are not defined for this compiler"
#endif

/*
 * Kernels with assembly name its registers and write functions without prologue: IAR gets their forms in C, with the
 * same bits.
 */
#if defined(__arm__) && !defined(__ICCARM__)
#define MNV2_HAS_ASSEMBLY 1
#else
#define MNV2_HAS_ASSEMBLY 0
#endif

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define MNV2_CORE_HAS_MVE 1
#else
#define MNV2_CORE_HAS_MVE 0
#endif

/*
 * Cortex-M55 and M85; otherwise Cortex-M4, M7 and M33 with the DSP extension. MNV2_MVE_INSTRUCTIONS and
 * MNV2_DSP_INSTRUCTIONS, when defined, name headers with the instructions in plain C: tests run these forms on other
 * machines, under sanitizers.
 */
#if defined(MNV2_MVE_INSTRUCTIONS) || (MNV2_HAS_ASSEMBLY && MNV2_CORE_HAS_MVE)
#define MNV2_HAS_MVE 1
#else
#define MNV2_HAS_MVE 0
#endif

#if defined(MNV2_DSP_INSTRUCTIONS) || \
    (MNV2_HAS_ASSEMBLY && !MNV2_CORE_HAS_MVE && defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_SIMD32))
#define MNV2_HAS_DSP 1
#else
#define MNV2_HAS_DSP 0
#endif

/*
 * Armv6-M (Cortex-M0, M0+) and Armv8-M Baseline multiply to 32 bits only: a product of 64 is a call of the compiler's
 * library. Tests set it to 0 on machines that have both.
 */
#ifndef MNV2_HAS_LONG_MULTIPLY
#if defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB == 1
#define MNV2_HAS_LONG_MULTIPLY 0
#else
#define MNV2_HAS_LONG_MULTIPLY 1
#endif
#endif

/* gcc would turn byte loops into arithmetic on 4-byte words where a core has no vectors: several times slower. */
#if defined(__GNUC__) && !defined(__clang__) && !MNV2_CORE_HAS_MVE && defined(__ARM_FEATURE_SIMD32)
#pragma GCC optimize("no-tree-vectorize")
#endif

/*
 * gcc 12.2 for cores with low-overhead loops, at -Os and -Oz: where a loop ends by a comparison and a test behind it
 * compares the same value, the loop counts down instead and the test is lost.
 */
#if defined(__GNUC__) && !defined(__clang__) && defined(__ARM_ARCH_8M_MAIN__) && defined(__OPTIMIZE_SIZE__)
#pragma GCC optimize("no-branch-count-reg")
#endif

#endif
