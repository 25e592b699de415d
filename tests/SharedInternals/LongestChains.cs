using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Schedules in which every run of operators that can stream is one chain, whether that is a good plan or not.</summary>
internal static class LongestChains
{
    /// <param name="tilePixels">Least pixels of a tile.</param>
    /// <param name="pushesRows">The caller pushes the first input, whose readers must be able to stream.</param>
    /// <param name="recomputes">Every expansion that can be is computed again for each window.</param>
    /// <param name="carries">And keeps columns from tile to tile where tiles share some.</param>
    /// <param name="rowPairsOn">A target on whose kernels two whole rows are computed at once wherever that can be.</param>
    public static Schedule Of(
        Graph graph, int tilePixels, bool pushesRows = false, bool recomputes = false, bool carries = false,
        string? rowPairsOn = null)
    {
        var costs = new StreamCosts(new KernelChoices(graph, TargetCatalog.Find(rowPairsOn ?? "cortex-m4").Sound(), KernelSet.Portable));
        var layers = LayerScheduler.Schedule(graph, costs, streams: true, pushesRows ? graph.Inputs[0] : null);
        if (pushesRows)
            layers = RowOperators.First(layers, graph.Inputs[0]);
        ImmutableArray<Operator> order = [.. layers.Steps.Select(s => s.Operators[0])];
        var lifetimes = TensorLifetimes.Of(graph, new TensorViews(layers), order);
        var steps = ImmutableArray.CreateBuilder<Step>();
        for (var first = 0; first < order.Length;)
        {
            ImmutableArray<StreamStage> stages =
            [
                .. layers.Steps.Skip(first).Take(StreamChain.MostStages).Select(s => StreamStages.Of(graph, (LayerStep)s))
                    .TakeWhile(s => s is not null && HasKernel(graph, s)).Select(s => InTiles(s!)),
            ];
            var end = first + Math.Max(1, stages.Length);
            if (stages.IsEmpty)
            {
                steps.Add(layers.Steps[first]);
            }
            else
            {
                if (recomputes)
                    stages = [.. Recomputing(graph, stages, carries)];
                var chain = StreamChain.Of(stages, id => lifetimes[id].Last >= end, pushesRows && first == 0 ? graph.Inputs[0] : null);
                steps.Add(new StreamStep(chain, StreamSimulator.Simulate(graph, chain)));
            }

            first = end;
        }

        return new Schedule(graph, steps.ToImmutable());

        StreamStage InTiles(StreamStage stage) =>
            rowPairsOn is not null && stage.InPairsOfRows() is { } pair && costs.CanStream(pair) ? pair : stage.InTilesOf(tilePixels);
    }

    private static IEnumerable<StreamStage> Recomputing(Graph graph, ImmutableArray<StreamStage> stages, bool carries)
    {
        for (var i = 0; i < stages.Length; i++)
        {
            var pair = i + 1 < stages.Length ? StreamStages.Recomputing(graph, stages[i], stages[i + 1], carries) : null;
            yield return pair ?? stages[i];
            i += pair is null ? 0 : 1;
        }
    }

    /// <summary>Kernels that read rows or add sums take int8 only.</summary>
    private static bool HasKernel(Graph graph, StreamStage stage) =>
        StageForms.IsWorthwhile(stage) && (stage.IsPixelwise || stage.IsRowByRow || graph[stage.Operator.Input].Type == ElementType.Int8);
}
