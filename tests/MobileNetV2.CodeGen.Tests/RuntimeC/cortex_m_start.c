/* Start-up of a test on an emulated Cortex-M: switches on what vectors need and enters the C library's own start-up. */
#include <stdint.h>

extern void _start(void);

void cortex_m_reset(void);
void cortex_m_fault(void);

__attribute__((section(".vectors"), used)) static const uintptr_t vectors[] = {
    0x20080000U,
    (uintptr_t)cortex_m_reset,
    (uintptr_t)cortex_m_fault,
    (uintptr_t)cortex_m_fault,
    (uintptr_t)cortex_m_fault,
    (uintptr_t)cortex_m_fault,
    (uintptr_t)cortex_m_fault,
};

void cortex_m_reset(void)
{
    *(volatile uint32_t *)0xE000ED88U |= UINT32_C(0xF)
                                         << 20; /* CPACR: full access to the floating-point unit and MVE. */
    __asm volatile("dsb\n\tisb");
    _start();
}

/* Ends the emulator with status 1: semihosting SYS_EXIT with any reason but ADP_Stopped_ApplicationExit. */
void cortex_m_fault(void)
{
    register uint32_t operation __asm("r0") = 0x18;
    register uint32_t reason __asm("r1") = 0x20023;
    __asm volatile("bkpt 0xab" : : "r"(operation), "r"(reason));
}
