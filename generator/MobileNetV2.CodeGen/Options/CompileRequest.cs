using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Options;

/// <summary>What to compile, for what, and how.</summary>
/// <param name="Graph">An imported graph.</param>
/// <param name="Name">Prefix of every external name: a C identifier.</param>
/// <param name="ModelSha256">Hex digest of the model file, for the provenance header.</param>
public sealed record CompileRequest(Graph Graph, string Name, string ModelSha256, Target Target)
{
    public ScheduleMode Schedule { get; init; } = ScheduleMode.Auto;

    public KernelSet Kernels { get; init; } = KernelSet.Auto;

    public BorderMode Io { get; init; } = BorderMode.Native;

    public InputMode Input { get; init; } = InputMode.Frame;

    /// <summary>What <see cref="Compiler.WithCamera"/> has put in front of <see cref="Graph"/>; for what files say of themselves.</summary>
    public CameraInput? Camera { get; init; }

    public WeightsFormat Weights { get; init; } = WeightsFormat.C;

    /// <summary>Largest arena allowed, in bytes, all regions together. The target's regions are limits too, when it has any.</summary>
    public int? RamBudgetBytes { get; init; }

    /// <summary>Bytes of the target's memory for the arena that are left to the rest of the firmware.</summary>
    public int ReserveBytes { get; init; }

    /// <summary>Most constants allowed, in bytes. The target's flash region is a limit too, when it has one.</summary>
    public int? FlashBudgetBytes { get; init; }

    /// <summary><c>--place</c>: parts that go to a named region instead of the target's default.</summary>
    public ImmutableArray<PlacementRule> Place { get; init; } = [];

    /// <summary><c>--keep-channels</c>: channels that have one value or no reader are computed all the same.</summary>
    public bool KeepChannels { get; init; }

    /// <summary><c>--head</c>: what the outputs mean; bound to <see cref="Graph"/> by <see cref="HeadedNetwork.Of"/>.</summary>
    public Head? Head { get; init; }

    /// <summary><c>--pack-int4</c>: weights of -8 to 7 stay packed, two to a byte, and kernels take them apart when they run.</summary>
    public bool PackInt4 { get; init; }

    /// <summary><c>--harness</c>: adds a program that runs the network on a board and answers over a UART.</summary>
    public bool Harness { get; init; }

    /// <summary>
    /// <c>--share-arena</c>: the C name of an arena that several networks have in common, which <see cref="SeveralNetworks"/> writes;
    /// null for one of its own.
    /// </summary>
    public string? SharedArena { get; init; }

    /// <summary>Takes the place of the choice of a schedule: tests run plans that nobody would choose.</summary>
    internal Func<Graph, Schedule>? FixedSchedule { get; init; }

    /// <summary>Kernels to ask before those of the set: how another set comes in.</summary>
    internal ImmutableArray<KernelRule> FirstKernels { get; init; } = [];

    /// <summary>
    /// What a test turns off to see that bits stay: names of passes, of rules of kernels (where another rule fits),
    /// <see cref="Overlaps"/> and <see cref="Recomputation"/>.</summary>
    internal ImmutableHashSet<string> Without { get; init; } = [];

    /// <summary>In <see cref="Without"/>: no buffer lies over another that is still read.</summary>
    internal const string Overlaps = "overlaps";

    /// <summary>In <see cref="Without"/>: streams compute nothing twice, however little RAM there is.</summary>
    internal const string Recomputation = "recomputation";

    /// <summary>All kernels to ask before those of the set.</summary>
    internal ImmutableArray<KernelRule> KernelsFirst => PackInt4 ? [.. FirstKernels, .. KernelSets.Int4] : FirstKernels;

    /// <summary><c>--emit</c>: build systems whose files are written beside the C.</summary>
    public ImmutableArray<BuildFormat> Emit { get; init; } = [BuildFormat.CMake];
}
