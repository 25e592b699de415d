namespace MobileNetV2.CodeGen.Emission.Names;

/// <summary>Headers that firmware includes by name alone, without their <c>.h</c>. Those in folders of their own cannot be hidden, and
/// those that begin with <c>mnv2_</c> or <c>arm_</c> are reserved anyway.</summary>
internal static class Headers
{
    /// <summary>C90 to C23, and C++'s forms of them.</summary>
    public const string C =
        """
        assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic stdbit stdbool stdckdint stddef stdint stdio
        stdlib stdnoreturn string tgmath threads time uchar wchar wctype stdmchar
        cassert ccomplex cctype cerrno cfenv cfloat cinttypes ciso646 climits clocale cmath csetjmp csignal cstdalign cstdarg cstdbool cstddef cstdint cstdio cstdlib
        cstring ctgmath ctime cuchar cwchar cwctype
        """;

    /// <summary>POSIX.1-2024, glibc, BSD and newlib, as far as they are not in folders.</summary>
    public const string Posix =
        """
        aio aliases alloca ar argp argz ansidecl a_out byteswap cpio crypt dirent dlfcn elf endian envz err error execinfo fcntl features fmtmsg fnmatch fpu_control fstab fts ftw
        gconv getopt glob gnu_versions grp gshadow iconv ifaddrs iofunc langinfo lastlog libgen libintl libio link malloc mcheck memory mntent monetary mqueue ndbm netdb
        newlib nl_types nlist nss obstack paths poll printf proc_service process pthread pty pwd re_comp regex regexp reent resolv sched search semaphore sgtty shadow
        spawn stab stdio_ext strings stropts syslog tar termio termios thread_db threads ttyent ucontext ulimit unctrl unistd ustat utime utmp utmpx
        values varargs wait wordexp xlocale unwind cpuid
        fastmath ieeefp picolibc semihost ssp tls rdimon syscalls syslimits sysmacros devctl envlock gcov mmintrin regdef stdfix
        """;

    /// <summary>CMSIS, Zephyr, Arduino and its cores, FreeRTOS, Mbed, and the vendors' files that every project of theirs has.</summary>
    public const string Platforms =
        """
        cmsis_armcc cmsis_armclang cmsis_armclang_ltm cmsis_clang cmsis_clang_a cmsis_clang_m cmsis_clang_r cmsis_compiler cmsis_cp15 cmsis_dsp cmsis_gcc cmsis_gcc_a
        cmsis_gcc_m cmsis_gcc_r cmsis_iccarm cmsis_iccarm_a cmsis_iccarm_m cmsis_iccarm_r cmsis_nn cmsis_os cmsis_os2 cmsis_tiarmclang cmsis_tiarmclang_m cmsis_version
        cmsis_vio core_armv81mml core_armv8mbl core_armv8mml core_ca core_cm0 core_cm0plus core_cm1 core_cm3 core_cm4 core_cm7 core_cm23 core_cm33 core_cm35p core_cm52
        core_cm55 core_cm85 core_cmfunc core_cminstr core_cmsimd core_sc000 core_sc300 core_starmc1 cachel1_armv7 cachel1_armv8 mpu_armv7 mpu_armv8 pac_armv81 pmu_armv8
        tz_context os_tick rtx_os rtx_config rte_components rte_device irq_ctrl retarget_io
        autoconf device devicetree generated_dts_board gpio init irq kernel linker logging offsets pm spi syscall syscall_list toolchain uart version zephyr zephyr_version
        arduino arduino_secrets arduinographics avr binary can client common cdc dmachannel eeprom firmata hardwareserial hid i2s interrupt ipaddress keyboard
        mouse pgmspace pins_arduino pluggableusb print printable rtc sd serial server servo softwareserial spi stream tone udp usb usbapi usbcore wcharacter
        wifi wire wiring wiring_analog wiring_constants wiring_digital wiring_private wiring_pulse wiring_shift wstring variant wprogram delay itoa dtostrf main
        freertos freertosconfig croutine event_groups heap list message_buffer portable portmacro projdefs queue semphr stack_macros stream_buffer task tasks timers
        mbed mbed_config mpu_wrappers rtos lwipopts
        board boards bsp clock clock_config fsl_common hal hal_data ll lpc nrf nrfx nrfx_config peripherals pin_mux pico r_typedefs sam startup stm32_assert system tinyusb tusb
        tusb_config usb_descriptors
        """;
}
