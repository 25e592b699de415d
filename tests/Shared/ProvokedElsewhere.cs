using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>
/// Codes of diagnostics that no command line on a small file provokes. A class <c>ProvocationTests</c> of the project that a list names
/// provokes exactly that list; all others have a folder among the error cases of the command line's tests.
/// </summary>
internal static class ProvokedElsewhere
{
    /// <summary>Graphs that no file can describe, because importers refuse them first; and a file of more than 8 MiB.</summary>
    public static ImmutableArray<string> InLibrary { get; } = ["MNV1111", "MNV2001", "MNV2016", "MNV2017", "MNV2020", "MNV2201", "MNV4104"];

    /// <summary>Faults of a running program, which need a C compiler or an emulator.</summary>
    public static ImmutableArray<string> InSimulation { get; } =
    [
        "MNV6001", "MNV6002", "MNV6003", "MNV6004", "MNV6005", "MNV6006", "MNV6007", "MNV6008", "MNV6009", "MNV6014", "MNV6015",
    ];

    /// <summary>What a build by MSBuild reports.</summary>
    public static ImmutableArray<string> InBuilds { get; } = ["MNV8001", "MNV8002", "MNV8003", "MNV8004"];

    public static IEnumerable<string> All => [.. InLibrary, .. InSimulation, .. InBuilds];
}
