using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>MNV3xxx: planning memory. One descriptor and one factory method per message.</summary>
internal static class MemoryDiagnostics
{
    public static readonly DiagnosticDescriptor RamBudgetExceededDescriptor = new(
        "MNV3001",
        "The arena is larger than the RAM budget",
        "All tensors and scratch buffers that are needed at the same time take more bytes than `--ram-budget` allows.",
        "Use `--schedule stream`, push the input by rows with `--input-mode rows`, raise the budget, or use a network of lower resolution "
            + "or smaller width.");

    public static readonly DiagnosticDescriptor RegionsTooSmallDescriptor = new(
        "MNV3002",
        "The arena does not fit the target's memory regions",
        "The regions that hold the arena are together too small, or no way was found to divide the tensors among them: a tensor is whole "
            + "in one region.",
        "Use `--schedule stream`, add regions with `--place arena=REGION`, or choose a target with more RAM.");

    public static readonly DiagnosticDescriptor BufferFitsNoRegionDescriptor = new(
        "MNV3003",
        "A tensor is larger than every region that it may be in",
        "A tensor is whole in one region, and none of the regions for it is large enough.",
        "Place it in a larger region with `--place`, or use `--schedule stream`, which needs only a few rows of large tensors.");

    public static readonly DiagnosticDescriptor FlashBudgetExceededDescriptor = new(
        "MNV3004",
        "The constants are larger than the flash budget",
        "Weights, biases and tables take more bytes than `--flash-budget` allows.",
        "Raise the budget, or use a network of smaller width or with fewer classes.");

    public static readonly DiagnosticDescriptor WeightsRegionTooSmallDescriptor = new(
        "MNV3005",
        "The constants are larger than their memory region",
        "Weights, biases and tables take more bytes than the region that holds them has.",
        "Place them in a larger region with `--place weights=REGION`, deliver them apart with `--weights bin`, or use a network of smaller "
            + "width.");

    public static readonly DiagnosticDescriptor UnknownRegionDescriptor = new(
        "MNV3006",
        "Unknown memory region",
        "`--place` names a memory region that the target does not have.",
        "Use a region of the target; `mnv2c targets` lists them.");

    public static readonly DiagnosticDescriptor PlacedTwiceDescriptor = new(
        "MNV3007",
        "A part is placed twice",
        "`--place` gives more than one region for a part that lies in a single one. Only the arena may have several regions.",
        "Keep one `--place` for each of input, output and weights.");

    public static readonly DiagnosticDescriptor NotAddressableDescriptor = new(
        "MNV3008",
        "The network needs more than 2 GiB of RAM",
        "The tensors of the network are so large that offsets in the arena would not fit 32 bits.",
        "Use a network of lower resolution.");

    public static readonly DiagnosticDescriptor NotWritableDescriptor = new(
        "MNV3009",
        "The region cannot be written",
        "`--place` puts the arena, an input or an output into a region of the target that holds flash.",
        "Choose a region of RAM; `mnv2c targets --json` lists what each one holds. Only weights can be in flash.");

    public static Diagnostic RamBudgetExceeded(KernelProgram program, MemoryPlan plan, long budgetBytes) => new(
        RamBudgetExceededDescriptor,
        Peak(program, plan),
        $"arena needs {Bytes(plan.TotalArenaBytes)} bytes, the RAM budget is "
            + $"{Bytes(budgetBytes)}: {Bytes(plan.TotalArenaBytes - budgetBytes)} missing",
        $"{PeakHelp(program, plan)}; raise --ram-budget");

    public static Diagnostic RegionsTooSmall(KernelProgram program, MemoryPlan together, MemoryLimits limits)
    {
        var available = limits.ArenaRegions.Sum(r => (long)r.SizeBytes);
        var missing = together.TotalArenaBytes - available;
        return new(
            RegionsTooSmallDescriptor,
            Peak(program, together),
            $"arena needs {Bytes(together.TotalArenaBytes)} bytes, {Describe(limits.ArenaRegions)}"
                + (limits.ReserveBytes > 0 ? $" without the {Bytes(limits.ReserveBytes)} of --reserve: " : ": ")
                + (missing > 0 ? $"{Bytes(missing)} missing" : "no division of whole tensors among them was found"),
            PeakHelp(program, together));
    }

    public static Diagnostic BufferFitsNoRegion(KernelProgram program, ArenaBuffer buffer, ImmutableArray<MemoryRegion> allowed) => new(
        BufferFitsNoRegionDescriptor,
        Step(program, buffer.FirstStep),
        $"buffer '{buffer.Name}' needs {Bytes(buffer.SizeBytes)} bytes, "
            + $"{Describe(allowed)}: {Bytes(buffer.SizeBytes - allowed.Max(r => r.SizeBytes))} missing in the largest",
        "a tensor is whole in one region");

    public static Diagnostic FlashBudgetExceeded(string model, long constantsBytes, long budgetBytes) => new(
        FlashBudgetExceededDescriptor,
        model,
        $"constants need {Bytes(constantsBytes)} bytes, the flash budget is "
            + $"{Bytes(budgetBytes)}: {Bytes(constantsBytes - budgetBytes)} missing",
        "raise --flash-budget, or use a network of smaller width or with fewer classes");

    public static Diagnostic WeightsRegionTooSmall(
        KernelProgram program, long constantsBytes, MemoryRegion region, MemoryLimits limits) => new(
        WeightsRegionTooSmallDescriptor,
        program.Graph.Name,
        $"constants need {Bytes(constantsBytes)} bytes, region '{region.Name}' has "
            + $"{Bytes(region.SizeBytes)}: {Bytes(constantsBytes - region.SizeBytes)} missing",
        $"{LargerRegions(program, constantsBytes, limits)}, or use a network of smaller width");

    public static Diagnostic UnknownRegion(PlacementRule rule, Target target) => new(
        UnknownRegionDescriptor,
        $"target {target.Name}",
        $"--place {OptionNames.Of(rule)}: there is no region '{rule.Region}'",
        target.Regions.IsEmpty
            ? $"target {target.Name} has no memory regions; choose a board, or describe yours in a target file"
            : $"its regions are {string.Join(", ", target.Regions.Select(r => r.Name))}");

    public static Diagnostic NotWritable(PlacementRule rule, Target target) => new(
        NotWritableDescriptor,
        $"target {target.Name}",
        $"--place {OptionNames.Of(rule)}: region '{rule.Region}' holds flash, which an inference cannot write",
        $"regions of RAM are {string.Join(", ", target.Regions.Where(r => r.Holds != RegionUse.Flash).Select(r => r.Name))}; only weights "
            + "can be in flash");

    public static Diagnostic PlacedTwice(ImmutableArray<PlacementRule> rules) => new(
        PlacedTwiceDescriptor,
        "--place",
        $"{rules.Length} regions for one part: {string.Join(" and ", rules.Select(OptionNames.Of))}",
        "keep one of them; only the arena may be in several regions");

    public static Diagnostic NotAddressable(string model, long bytes) => new(
        NotAddressableDescriptor,
        model,
        $"the tensors need {Bytes(bytes)} bytes, an arena has at most {Bytes(int.MaxValue)}",
        "use a network of lower resolution");

    /// <summary>Whether another schedule, input mode or region could help.</summary>
    public static bool IsAboutRam(Diagnostic diagnostic) =>
        diagnostic.Descriptor == RamBudgetExceededDescriptor || diagnostic.Descriptor == RegionsTooSmallDescriptor
            || diagnostic.Descriptor == BufferFitsNoRegionDescriptor;

    /// <summary>The same with what was found to help.</summary>
    public static Diagnostic With(Diagnostic diagnostic, string remedy) => diagnostic with { Help = $"{diagnostic.Help}; {remedy}" };

    private static string Peak(KernelProgram program, MemoryPlan plan) => Step(program, plan.PeakStep);

    private static string Step(KernelProgram program, int index) =>
        index < program.Steps.Length
            ? $"step {index} {string.Join(", ", program.Steps[index].Source.Operators.Select(o => o.Kind))}"
            : program.Graph.Name;

    private static string PeakHelp(KernelProgram program, MemoryPlan plan) =>
        $"the peak is at {Peak(program, plan)}, which needs at least {Bytes(plan.LowerBoundBytes)} bytes by itself";

    private static string LargerRegions(KernelProgram program, long constantsBytes, MemoryLimits limits)
    {
        ImmutableArray<MemoryRegion> larger =
            [.. program.Target.Regions.Where(r => r.SizeBytes >= constantsBytes && !limits.ArenaRegions.Contains(r))];
        return larger.IsEmpty
            ? $"no other region of {program.Target.Name} is large enough: deliver them apart with --weights bin"
            : "place them where there is room: "
                + string.Join(", ", larger.Select(r => $"--place weights={r.Name} ({Bytes(r.SizeBytes)})"));
    }

    private static string Describe(ImmutableArray<MemoryRegion> regions) => regions.Length == 1
        ? $"region '{regions[0].Name}' has {Bytes(regions[0].SizeBytes)}"
        : $"regions {string.Join(", ", regions.Select(r => $"'{r.Name}' ({Bytes(r.SizeBytes)})"))} have "
            + $"{Bytes(regions.Sum(r => (long)r.SizeBytes))}";

    private static string Bytes(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}
