using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>Every fact that the templates show. Built completely before anything is rendered.</summary>
/// <param name="CanFail">Whether a kernel says that it failed: then steps have a status.</param>
/// <param name="ClassCount">Scores of a classifier's only output; null when the network is not a classifier.</param>
internal sealed record ModelView(
    ProvenanceView Provenance,
    ImmutableArray<PortView> Inputs,
    ImmutableArray<PortView> Outputs,
    string RunPrototype,
    int? ClassCount,
    ImmutableArray<ArenaView> Arenas,
    int AlignmentBytes,
    bool CanFail,
    ImmutableArray<StepView> Steps,
    ImmutableArray<StepOutputView> StepOutputs,
    WeightsView Weights,
    ImmutableArray<SectionView> Sections,
    RuntimeView Runtime,
    BuildView Build)
{
    /// <summary>What the outputs mean; null when the caller reads them.</summary>
    public HeadView? Head { get; init; }

    /// <summary>Of the steps that are records; empty when all are functions.</summary>
    public ImmutableArray<RecordKindView> RecordKinds { get; init; } = [];

    /// <summary>A program for boards is among the files.</summary>
    public bool HasHarness { get; init; }

    /// <summary>The arena that the network has in common with others; null when it has its own.</summary>
    public string? SharedArena { get; init; }

    /// <summary>Of its macros.</summary>
    public string? SharedArenaMacro => SharedArena?.ToUpperInvariant();

    /// <summary>What that program takes for the clock of the core.</summary>
    public string BoardHz { get; init; } = "";

    /// <summary>Where pushed rows go; null when the caller gives whole inputs.</summary>
    public PushedLineView? Pushed => Steps.OfType<StreamStepView>().Select(s => s.Pushed).FirstOrDefault(p => p is not null);

    /// <summary>What the network keeps from one inference to the next.</summary>
    public ImmutableArray<StateView> States { get; init; } = [];

    public int StateBytes => States.IsEmpty ? 0 : States[^1].OffsetBytes + States[^1].SizeBytes;

    public int StepCount => Steps.Length;

    public int LargestRank => Inputs.Concat(Outputs).Max(p => Math.Max(p.Rank, 1));
}
