using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>How a stream step runs: the order of its tiles, the calls of each stage, and where every tensor's pixels are.</summary>
/// <param name="Stores">Sources, lines and results. A pushed source that its readers take straight from the caller has none.</param>
/// <param name="Scratch">Working memory that one stage after the other uses, or null.</param>
/// <param name="Expanded">Rows that stages compute again, one stage after the other; null when none does.</param>
internal sealed record StreamCode(
    StreamChain Chain,
    StreamProgram Program,
    ImmutableArray<StageCode> Stages,
    ImmutableSortedDictionary<TensorId, LineStore> Stores,
    BufferId? Scratch,
    BufferId? Expanded)
{
    private readonly Lazy<OrderPhrases> _order = new(() =>
        OrderPhrases.Of(Program.Events.Select(e => e.Stage == StreamEvent.Push ? OrderPhrases.Push : (byte)e.Stage), Stages.Length));

    /// <summary>The stages of the program's events, as the generated code has them;
    /// most schedules are only weighed and need none.</summary>
    public OrderPhrases Order => _order.Value;
}
