using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Reports.Page;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>What a compiled network needs and where everything is: <c>plan --json</c> and <c>m_report.json</c>.</summary>
/// <param name="Model">The model's name, as imported.</param>
/// <param name="ModelSha256">Hex digest of the model file.</param>
/// <param name="Name">Prefix of the generated C.</param>
/// <param name="Target">As in <c>--target</c>.</param>
/// <param name="Kernels"><c>cmsis-nn</c> or <c>portable</c>.</param>
/// <param name="Schedule"><c>layers</c>, or <c>stream</c> when at least one step runs row by row.</param>
/// <param name="ArenaBytes">Everything that is written at run time except the stack: inputs, outputs, activations, scratch.</param>
/// <param name="LowerBoundBytes">No placement of this schedule can be smaller.</param>
/// <param name="PeakStep">The first step that needs <paramref name="LowerBoundBytes"/>.</param>
/// <param name="WeightsBytes">All constants, padding between them included.</param>
/// <param name="Macs">Multiply-accumulates of one inference.</param>
/// <param name="EstimatedInstructions">Of one inference on the target's core.</param>
/// <param name="Codes">Codes of the warnings that the compile gave, in order.</param>
public sealed record PlanReport(
    string Model,
    string ModelSha256,
    string Name,
    string ToolVersion,
    string Target,
    string Kernels,
    string Schedule,
    long ArenaBytes,
    long LowerBoundBytes,
    int PeakStep,
    long WeightsBytes,
    long Macs,
    long EstimatedInstructions,
    ImmutableArray<PlanStep> Steps,
    ImmutableArray<PlanBuffer> Buffers,
    ImmutableArray<string> Codes)
{
    /// <summary>What the network keeps from one inference to the next, beside all arenas.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long StateBytes { get; init; }

    /// <summary>Parts (of SLICE, SPLIT and their like) that are read where they lie in the whole: bytes that are not copied.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long BytesReadInPlace { get; init; }

    /// <summary>Of <see cref="Macs"/>, what is computed more than once so that less RAM is enough; 0 unless a limit of RAM asks for
    /// it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RecomputedMacs { get; init; }

    /// <summary>True when it is proved that no single arena can be smaller, even where the lower bound is below it.</summary>
    public bool ArenaIsOptimal { get; init; }

    /// <summary>One arena, or several where one region is too small or parts are placed by name.</summary>
    public ImmutableArray<PlanArena> Arenas { get; init; } = [];

    /// <summary>
    /// The frontier of RAM against cost that the schedule was chosen from, cheapest first. Empty in the report of a compile:
    /// <c>plan</c> works it out.</summary>
    public ImmutableArray<PlanAlternative> Alternatives { get; init; } = [];

    /// <summary>What the arena would be with <c>--io int8</c>; null where an input is no float, or that was not worked out.</summary>
    public long? ArenaBytesWithInt8 { get; init; }

    /// <summary>What the arena would be with <c>--input-mode rows</c>: no less than it is where rows cannot be pushed. Null where that
    /// was not worked out, as in the report of a compile.</summary>
    public long? ArenaBytesWithRows { get; init; }

    /// <summary>The same without what a compile does not work out, so that its page is that of <c>plan</c>.</summary>
    internal PlanReport AsCompiled => this with { ArenaBytesWithRows = null };

    /// <summary>What the target is called in full.</summary>
    public string TargetTitle { get; init; } = "";

    /// <summary>The options that decide what is generated, as typed on the command line.</summary>
    public string Options { get; init; } = "";

    /// <summary><c>frame</c>, or <c>rows</c> when the caller pushes the input row by row.</summary>
    public string InputMode { get; init; } = "frame";

    public PlanLimits Limits { get; init; } = PlanLimits.None;

    /// <summary>Inputs of the network, in order.</summary>
    public ImmutableArray<PlanPort> Inputs { get; init; } = [];

    /// <summary>Outputs of the network, in order.</summary>
    public ImmutableArray<PlanPort> Outputs { get; init; } = [];

    /// <summary>The network after all passes, in graph order.</summary>
    public ImmutableArray<PlanOperator> Operators { get; init; } = [];

    /// <summary>Output channels that the network in the file has and the C does not compute, operator by operator.</summary>
    public ImmutableArray<DroppedChannels> DroppedChannels { get; init; } = [];

    /// <summary>What one inference takes on the target; null where nothing is known of the core's cycles.</summary>
    public PlanTiming? Timing { get; init; }

    /// <summary>Where buffers share bytes while both are in use.</summary>
    public ImmutableArray<PlanOverlap> Overlaps { get; init; } = [];

    /// <summary>The report as indented JSON with LF line ends; the same bytes for the same compile on every machine.</summary>
    public string ToJson() => PlanReportJson.Write(this);

    /// <summary>The report as one page that needs no other file and no network;
    /// the same bytes for the same compile on every machine.</summary>
    /// <param name="measured">Figures of a benchmark of the same compile, or null.</param>
    /// <param name="errors">What quantization cost at each step, or null.</param>
    public string ToHtml(PlanMeasurement? measured = null, PlanErrors? errors = null) => ReportPage.Of(this, measured, errors);
}
