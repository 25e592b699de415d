using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>What the builders of views share.</summary>
/// <param name="Options">The options of the compile, as typed on the command line.</param>
internal sealed record EmissionContext(
    ModelNames Names,
    MemoryPlan Plan,
    PlanReport Report,
    string Options,
    WeightsFormat Format,
    WeightsLayout Weights,
    SectionNames Sections,
    ImmutableArray<BuildFormat> Formats)
{
    /// <summary>What the outputs mean; null when the caller reads them.</summary>
    public Head? Head { get; init; }

    /// <summary>A program for boards is added.</summary>
    public bool HasHarness { get; init; }

    /// <summary>The arena of several networks; null when the network has its own.</summary>
    public string? SharedArena { get; init; }

    /// <param name="codes">Of the warnings so far.</param>
    /// <param name="dropped">Channels that are not computed.</param>
    public static EmissionContext Of(
        PlannedProgram planned, CompileRequest request, ImmutableArray<string> codes, ImmutableArray<DroppedChannels> dropped = default)
    {
        var weights = WeightsLayout.Of(planned.Program.Constants, hasFingerprint: request.Weights == WeightsFormat.Bin);
        return new EmissionContext(
            new ModelNames(request.Name),
            planned.Plan,
            PlanReportBuilder.Build(planned, request, weights.SizeBytes, codes) with { DroppedChannels = dropped.IsDefault ? [] : dropped },
            OptionNames.Of(request),
            request.Weights,
            weights,
            SectionNames.Of(planned.Plan, request, weights.AlignmentBytes),
            request.Emit)
        {
            HasHarness = request.Harness,
            SharedArena = request.SharedArena,
            Head = request.Head,
        };
    }

    /// <summary>Where the C files lie below the output folder: <c>src/</c>, or empty.</summary>
    public string SourceFolder => BuildFiles.SourceFolder(Formats);

    /// <summary>The C expression of a constant array.</summary>
    public string Constant(ConstantArray constant) =>
        Format == WeightsFormat.Bin ? $"{Names.Prefix}_weights->{constant.Name}" : $"{Names.Prefix}_weights.{constant.Name}";

    /// <summary>Whether the address of a constant is known when the program is linked.</summary>
    public bool ConstantsAreStatic => Format != WeightsFormat.Bin;

    /// <summary>The C expression of a place in the memory for states; <paramref name="ctype"/> is the type pointed to.</summary>
    public string State(string ctype, int offsetBytes) => $"{Names.MacroPrefix}_STATE_AT({ctype}, {CText.Integer(offsetBytes)})";

    /// <summary>The C expression of a place in the arena; <paramref name="ctype"/> is the type pointed to.</summary>
    public string Address(string ctype, ArenaBuffer buffer, int offsetBytes)
    {
        var prefix = Names.AddressPrefix(Plan[buffer.Id].Arena);
        return offsetBytes == 0
            ? $"{prefix}_AT({ctype}, {ModelNames.Macro(buffer)})"
            : $"{prefix}_INSIDE({ctype}, {ModelNames.Macro(buffer)}, {CText.Integer(offsetBytes)})";
    }

    /// <summary>The C expression of an offset in the arena.</summary>
    public string Offset(ArenaBuffer buffer, int offsetBytes)
    {
        var offset = $"{Names.MacroPrefix}_{ModelNames.Macro(buffer)}_OFFSET";
        return offsetBytes == 0 ? offset : $"{offset} + {CText.Integer(offsetBytes)}";
    }
}
