using System.Collections.Frozen;

namespace MobileNetV2.CodeGen.Emission.Names;

/// <summary>
/// Words that cannot name a model, because its files, targets or identifiers would take the place of somebody else's: <c>NAME.h</c> would
/// hide a header that the application includes, <c>libNAME.a</c> a library, <c>add_library(NAME)</c> a target. All in lower case: some file
/// systems do not tell <c>String.h</c> from <c>string.h</c>.</summary>
internal static class ReservedNames
{
    private static readonly FrozenSet<string> All =
        new[] { Keywords, Headers.C, Headers.Posix, Headers.Platforms, Identifiers, Targets, Libraries, Devices }
        .SelectMany(words => words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>C up to C23 and C++ up to C++23; also their alternative spellings.</summary>
    private const string Keywords =
        """
        alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor bool break case catch char char8_t char16_t char32_t class
        co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do double dynamic_cast else enum
        explicit export extern false final float for friend goto if import inline int long module mutable namespace new noexcept not not_eq nullptr operator or or_eq
        override private protected public reflexpr register reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast struct
        switch synchronized template this thread_local throw true try typedef typeid typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t
        while xor xor_eq
        """;

    /// <summary>Functions and macros that a program cannot do without, and prefixes of the runtime and of CMSIS.</summary>
    private const string Identifiers = "main mnv2 arm cmsis cmsis_nn";

    /// <summary>Of CMake and its generators, of make, and of CTest and CPack.</summary>
    private const string Targets =
        """
        all all_build check clean cmake cmake_force cmake_pch default_target depend dist distclean edit_cache experimental continuous nightly nightlymemorycheck
        firmware help install install_local install_strip list_install_components package package_source preinstall project rebuild_cache run_tests test uninstall
        zero_check codegen flash app zephyr
        """;

    /// <summary>What <c>-lNAME</c> finds, and what <c>target_link_libraries(app NAME)</c> means when no target has the name.</summary>
    private const string Libraries =
        """
        anl asan atomic bsd c c_nano crypt dl freertos g g_nano gcc gcc_s gcov gomp itm lsan m m_nano nano nosys pthread quadmath rdimon resolv rt semihost ssp
        stdcxx supcxx tsan ubsan util
        """;

    /// <summary>No file of Windows can have these names, whatever its extension.</summary>
    private const string Devices =
        "aux clock$ com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 con conin conout lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 "
            + "nul prn";

    public static bool Contains(string name) => All.Contains(name.ToLowerInvariant());
}
