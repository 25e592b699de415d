using System.Collections.Immutable;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Generated files and what a harness must know about them.</summary>
/// <param name="Name">Prefix of the generated C.</param>
/// <param name="Files">What a build may need: all but the report page, which takes a moment to draw.</param>
/// <param name="Tensors">Ordered by step.</param>
internal sealed record SimulatedModel(
    string Name,
    ImmutableArray<GeneratedFile> Files,
    KernelSet Kernels,
    WeightsFormat Weights,
    ImmutableArray<PlacedTensor> Inputs,
    ImmutableArray<PlacedTensor> Outputs,
    ImmutableArray<int> ArenaBytes,
    int StepCount,
    ImmutableArray<TracedTensor> Tensors)
{
    /// <summary>Calls whose scratch sizes a linked CMSIS-NN can confirm.</summary>
    public ImmutableArray<ScratchQuestion> ScratchQuestions { get; init; } = [];

    /// <summary>The network keeps something from one inference to the next.</summary>
    public bool HasState { get; init; }

    /// <summary>Of the struct that the head fills, behind the outputs; 0 without one.</summary>
    public int AnswerBytes { get; init; }

    /// <summary>The head gives a class map row by row.</summary>
    public bool AnswersRows { get; init; }

    /// <summary>What the harness writes for each case: outputs, and from a multiple of 4 on the answer and a checksum of rows.</summary>
    public int ResultBytes => AnswerBytes == 0 ? OutputMemory.SizeBytes : AnswerOffset + AnswerBytes + sizeof(uint);

    /// <summary>Where the answer begins.</summary>
    public int AnswerOffset => (OutputMemory.SizeBytes + 3) / 4 * 4;

    public PortMemory InputMemory => new(Inputs);

    public PortMemory OutputMemory => new(Outputs);

    /// <summary>A step for people: its index and the last operator in it.</summary>
    public string StepName(int index)
    {
        if (index >= StepCount)
            return "the end";
        var tensor = Tensors.LastOrDefault(t => t.Step == index);
        return tensor is null ? $"step {index}" : $"step {index} ({tensor.Operator} '{tensor.Name}')";
    }

    public static SimulatedModel Of(CompileResult compiled, CompileRequest request)
    {
        var layout = compiled.Layout;
        return new(
            request.Name,
            [.. compiled.Files.Where(f => !f.RelativePath.EndsWith(".html", StringComparison.Ordinal))],
            compiled.Kernels,
            // Without constants there is no file to bind.
            compiled.Files.Any(f => Path.GetFileName(f.RelativePath) == request.Name + "_weights.bin") ? request.Weights : WeightsFormat.C,
            layout.Inputs,
            layout.Outputs,
            layout.ArenaBytes,
            layout.StepCount,
            layout.Traced)
        {
            ScratchQuestions = compiled.ScratchQuestions,
            HasState = layout.HasState,
            AnswerBytes = request.Head?.Shape.SizeBytes ?? 0,
            AnswersRows = request.Head?.Code.HasRows ?? false,
        };
    }
}
