/* Parts of the emulated board that start-up, harness and bench share. */
#ifndef MNV2_BOARD_H
#define MNV2_BOARD_H

#include <stddef.h>
#include <stdint.h>

/* Size of the forbidden memory below the stack on cores without a stack limit register. */
#define MNV2_GUARD_LOG2_BYTES 12U

#define MNV2_SYST_CSR (*(volatile uint32_t *)0xE000E010U)
#define MNV2_SYST_RVR (*(volatile uint32_t *)0xE000E014U)
#define MNV2_SYST_CVR (*(volatile uint32_t *)0xE000E018U)

/* Splits the emulator's command line into words; returns their number. */
int mnv2_command_line(char *words, size_t size, char **argv, int most);

/* Ticks of SysTick since mnv2_start_watchdog(). */
uint64_t mnv2_ticks(void);

#endif
