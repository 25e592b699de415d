/*
 * Start-up of an emulated Cortex-M: vector table, FPU and MVE, the process stack and its guard, and an end with a
 * report for every fault. Plain ARMv6-M instructions where assembly is needed, so that it also serves Cortex-M0+ code.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "mnv2_platform.h"
#include "mnv2_board.h"

#define MNV2_CCR (*(volatile uint32_t *)0xE000ED14U)
#define MNV2_CPACR (*(volatile uint32_t *)0xE000ED88U)
#define MNV2_SHCSR (*(volatile uint32_t *)0xE000ED24U)
#define MNV2_CFSR (*(volatile uint32_t *)0xE000ED28U)
#define MNV2_MMFAR (*(volatile uint32_t *)0xE000ED34U)
#define MNV2_BFAR (*(volatile uint32_t *)0xE000ED38U)
#define MNV2_MPU_CTRL (*(volatile uint32_t *)0xE000ED94U)
#define MNV2_MPU_RNR (*(volatile uint32_t *)0xE000ED98U)
#define MNV2_MPU_RBAR (*(volatile uint32_t *)0xE000ED9CU)
#define MNV2_MPU_RASR (*(volatile uint32_t *)0xE000EDA0U)

#define MNV2_UNALIGN_TRP (1U << 3)

/* Bits of the fault status register. */
#define MNV2_MSTKERR (1U << 4)
#define MNV2_MMARVALID (1U << 7)
#define MNV2_STKERR (1U << 12)
#define MNV2_BFARVALID (1U << 15)
#define MNV2_STKOF (1U << 20)

/* From the linker script. */
extern uint8_t mnv2_stack_guard[];
extern uint8_t mnv2_stack_bottom[];
extern uint8_t mnv2_stack_top[];
extern uint8_t mnv2_handler_stack_top[];
extern uint8_t mnv2_bss_begin[];
extern uint8_t mnv2_bss_end[];
extern uint8_t mnv2_text_begin[];
extern uint8_t mnv2_text_end[];

void mnv2_reset(void);
void mnv2_fault(void);
void mnv2_systick(void);
/* Called from assembly, which link-time optimisation does not see. */
__attribute__((used)) _Noreturn void mnv2_on_fault(const uint32_t *frame, uint32_t exception);
void mnv2_on_systick(const uint32_t *frame);
__attribute__((used)) _Noreturn void mnv2_start(void);

typedef void (*mnv2_vector)(void);

__attribute__((section(".vectors"), used)) static const mnv2_vector vectors[16] = {
    (mnv2_vector)(uintptr_t)mnv2_handler_stack_top,
    mnv2_reset,
    mnv2_fault, /* NMI */
    mnv2_fault, /* HardFault */
    mnv2_fault, /* MemManage */
    mnv2_fault, /* BusFault */
    mnv2_fault, /* UsageFault */
    mnv2_fault, /* SecureFault */
    NULL,
    NULL,
    NULL,
    mnv2_fault, /* SVCall */
    mnv2_fault, /* DebugMonitor */
    NULL,
    mnv2_fault, /* PendSV */
    mnv2_systick,
};

/* The program runs on the process stack; handlers keep a stack of their own, which a stack overflow leaves intact. */
__attribute__((naked)) void mnv2_reset(void)
{
    __asm__ volatile("ldr r0, =mnv2_stack_top\n"
                     "msr psp, r0\n"
                     "movs r0, #2\n"
                     "msr control, r0\n"
                     "isb\n"
                     "ldr r0, =mnv2_start\n"
                     "bx r0\n"
                     ".ltorg\n");
}

__attribute__((naked)) void mnv2_fault(void)
{
    __asm__ volatile("mrs r0, psp\n"
                     "mrs r1, ipsr\n"
                     "bl mnv2_on_fault\n");
}

/* r0 gets the frame of the interrupted program; lr keeps the exception's return value. */
__attribute__((naked)) void mnv2_systick(void)
{
    __asm__ volatile("mrs r0, psp\n"
                     "push {r4, lr}\n"
                     "bl mnv2_on_systick\n"
                     "pop {r4, pc}\n");
}

static void guard_stack(void)
{
#if __ARM_ARCH >= 8
    __asm__ volatile("msr psplim, %0" : : "r"(mnv2_stack_bottom));
#else
    /* A region of the MPU without any access below the stack; everything else as if the MPU were off. */
    MNV2_MPU_RNR = 0;
    MNV2_MPU_RBAR = (uint32_t)(uintptr_t)mnv2_stack_guard;
    MNV2_MPU_RASR = (MNV2_GUARD_LOG2_BYTES - 1U) << 1 | 1U;
    MNV2_MPU_CTRL = 5;
    __asm__ volatile("dsb\n isb" : : : "memory");
#endif
}

_Noreturn void mnv2_start(void)
{
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    MNV2_CPACR |= 0xFU << 20;
    __asm__ volatile("dsb\n isb" : : : "memory");
#endif
    memset(mnv2_bss_begin, 0, (size_t)(mnv2_bss_end - mnv2_bss_begin));
    MNV2_SHCSR |= 7U << 16; /* MemManage, BusFault and UsageFault get handlers of their own. */
#if __ARM_ARCH == 6
    /* A Cortex-M0+ faults on unaligned accesses, which the Cortex-M3 that runs its code here would allow. */
    MNV2_CCR |= MNV2_UNALIGN_TRP;
    __asm__ volatile("dsb\n isb" : : : "memory");
#endif
    guard_stack();

    static char words[128];
    static char *argv[8];
    const int argc = mnv2_command_line(words, sizeof words, argv, 8);
    mnv2_exit(mnv2_main(argc, argv));
}

static int is_code(uint32_t address)
{
    return address >= (uint32_t)(uintptr_t)mnv2_text_begin && address < (uint32_t)(uintptr_t)mnv2_text_end;
}

/*
 * The hardware could not save the program counter of the function that overflowed the stack. The deepest return address
 * on the stack is an instruction after a call: it lies in the function that was running or in its caller.
 */
static uint32_t deepest_return_address(void)
{
    for (const uint32_t *word = (const uint32_t *)(const void *)mnv2_stack_bottom;
         word < (const uint32_t *)(const void *)mnv2_stack_top;
         ++word)
    {
        if ((*word & 1U) != 0 && is_code(*word - 5U))
        {
            const uint16_t *const call = (const uint16_t *)(uintptr_t)(*word - 5U);
            const int is_bl = (call[0] & 0xF800U) == 0xF000U && (call[1] & 0xD000U) == 0xD000U;
            const int is_blx = (call[1] & 0xFF87U) == 0x4780U;
            if (is_bl || is_blx)
            {
                return *word & ~1U;
            }
        }
    }
    return 0;
}

_Noreturn void mnv2_on_fault(const uint32_t *frame, uint32_t exception)
{
    const uint32_t status = MNV2_CFSR;
    const uint32_t psp = (uint32_t)(uintptr_t)frame;
    const uint32_t guard = (uint32_t)(uintptr_t)mnv2_stack_guard;
    const uint32_t bottom = (uint32_t)(uintptr_t)mnv2_stack_bottom;
    const uint32_t top = (uint32_t)(uintptr_t)mnv2_stack_top;
    const uint32_t address = (status & MNV2_MMARVALID) != 0   ? MNV2_MMFAR
                             : (status & MNV2_BFARVALID) != 0 ? MNV2_BFAR
                                                              : 0;
    const int hits_guard = address >= guard && address < bottom;
    const int overflows = (status & (MNV2_MSTKERR | MNV2_STKERR | MNV2_STKOF)) != 0 || hits_guard || psp < bottom;
    const int has_frame =
        psp >= bottom && psp + 32U <= top && (status & (MNV2_MSTKERR | MNV2_STKERR | MNV2_STKOF)) == 0;
    mnv2_line line = {.length = 0};
    mnv2_line_text(&line, overflows ? "@mnv2 overflow" : "@mnv2 fault");
    mnv2_line_number(&line, "exception", exception);
    mnv2_line_hex(&line, "cfsr", status);
    mnv2_line_hex(&line, "address", address);
    mnv2_line_hex(&line, "pc", has_frame ? frame[6] : deepest_return_address());
    mnv2_line_number(&line, "stack", top - bottom);
    mnv2_say_where(&line);
    mnv2_exit(5);
}
